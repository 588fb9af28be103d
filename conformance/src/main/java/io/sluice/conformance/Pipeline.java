package io.sluice.conformance;

import io.sluice.HashPartitioner;
import io.sluice.PairRdd;
import io.sluice.Rdd;
import io.sluice.StorageLevel;
import io.sluice.Tuple2;
import io.sluice.function.Function;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.StreamSupport;

/** A random chain of operators, which can be applied to an RDD and to a list. */
public record Pipeline(List<Step> steps) {
    /** An operator, the same for numbers in any order: what it gives does not depend on partitions. */
    @SuppressWarnings("ImmutableEnumChecker") // the functions are lambdas that capture nothing
    public enum Step {
        MAP(
                rdd -> rdd.map(n -> n * 3 % 17),
                list -> list.stream().map(n -> n * 3 % 17).toList()),
        FILTER(
                rdd -> rdd.filter(n -> n % 3 != 0),
                list -> list.stream().filter(n -> n % 3 != 0).toList()),
        REPEAT(rdd -> rdd.flatMap(n -> Collections.nCopies(2, n).iterator()), list -> Reference.repeated(list, 2)),
        PARTITIONS(
                rdd -> rdd.mapPartitions(records -> {
                    List<Integer> all = new ArrayList<>();
                    records.forEachRemaining(n -> all.add(-n));
                    return all.iterator();
                }),
                list -> list.stream().map(n -> -n).toList()),
        UNION_WITH_ITSELF(
                rdd -> rdd.union(rdd.map(n -> n + 1)),
                list -> Reference.union(list, list.stream().map(n -> n + 1).toList())),
        COALESCE(rdd -> rdd.coalesce(2), list -> list),
        REPARTITION(rdd -> rdd.repartition(3), list -> list),
        DISTINCT(Rdd::distinct, list -> List.copyOf(Reference.distinct(list))),
        SORT(rdd -> rdd.sortBy(n -> -n, true, 3), list -> list),
        PERSIST(rdd -> rdd.persist(StorageLevel.MEMORY_AND_DISK), list -> list),
        REDUCE_BY_KEY(
                rdd -> byRest(rdd).reduceByKey(Integer::sum).values(),
                list -> List.copyOf(
                        Reference.reduced(byRest(list), Integer::sum).values())),
        GROUP_AND_JOIN(
                rdd -> {
                    PairRdd<Integer, Integer> keyed = byRest(rdd).partitionBy(new HashPartitioner(3));
                    return keyed.groupByKey()
                            .mapValues(Pipeline::size)
                            .join(keyed)
                            .map(pair -> pair._2()._1() + pair._2()._2());
                },
                list -> {
                    List<Integer> sums = new ArrayList<>();
                    Reference.groups(byRest(list))
                            .forEach((key, values) -> values.forEach(value -> sums.add(value + values.size())));
                    return sums;
                });

        private final Function<Rdd<Integer>, Rdd<Integer>> onRdd;
        private final Function<List<Integer>, List<Integer>> onList;

        Step(Function<Rdd<Integer>, Rdd<Integer>> onRdd, Function<List<Integer>, List<Integer>> onList) {
            this.onRdd = onRdd;
            this.onList = onList;
        }

        private static PairRdd<Integer, Integer> byRest(Rdd<Integer> rdd) {
            return rdd.mapToPair(n -> new Tuple2<>(Math.floorMod(n, 5), n));
        }

        private static List<Tuple2<Integer, Integer>> byRest(List<Integer> list) {
            return list.stream().map(n -> new Tuple2<>(Math.floorMod(n, 5), n)).toList();
        }
    }

    private static int size(Iterable<?> values) {
        return (int) StreamSupport.stream(values.spliterator(), false).count();
    }

    Rdd<Integer> on(Rdd<Integer> rdd) throws Exception {
        Rdd<Integer> result = rdd;
        for (Step step : steps) {
            result = step.onRdd.call(result);
        }
        return result;
    }

    List<Integer> on(List<Integer> list) throws Exception {
        List<Integer> result = list;
        for (Step step : steps) {
            result = step.onList.call(result);
        }
        return result;
    }
}
