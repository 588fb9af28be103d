package io.sluice;

import io.sluice.lineage.Coalesce;
import io.sluice.lineage.Coalesce.Groups;
import io.sluice.lineage.Lineage;
import io.sluice.lineage.Zip;
import io.sluice.operator.IndexOperator;
import io.sluice.operator.Operator;
import io.sluice.operator.ProductOperator;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/** Makes other partitions: whole ones put together, or records spread anew. */
final class Regrouping {
    /** Multiples of it, modulo 1, lie evenly between 0 and 1, however many there are. */
    private static final double GOLDEN_RATIO = (Math.sqrt(5) - 1) / 2;

    private Regrouping() {}

    /** At most so many partitions, each made of neighbours. */
    static <T> Lineage<T> coalesce(SluiceContext context, Lineage<T> parent, int numPartitions) {
        requirePositive(numPartitions);
        return new Coalesce<>(context.origin(), parent, partitions -> {
            int groups = Math.min(numPartitions, partitions);
            return groups(groups, group -> {
                int from = (int) ((long) group * partitions / groups);
                int until = (int) ((long) (group + 1) * partitions / groups);
                int[] neighbours = new int[until - from];
                for (int i = from; i < until; i++) {
                    neighbours[i - from] = i;
                }
                return neighbours;
            });
        });
    }

    /** Exactly so many partitions, of nearly the same number of records. */
    static <T> Lineage<T> repartition(RddLike<T, ?> rdd, int numPartitions) {
        requirePositive(numPartitions);
        PairRdd<Integer, T> dealt = PairRdd.fromRdd(rdd.narrow(dealing(numPartitions), false));
        return dealt.partitionBy(new HashPartitioner(numPartitions)).values().lineage();
    }

    /** Deals records out to the partitions in turn; each partition begins with another one, so that rests spread too. */
    private static <T> Operator<T, Tuple2<Integer, T>> dealing(int numPartitions) {
        return (step, in) -> {
            Integer[] keys = new Integer[numPartitions];
            Arrays.setAll(keys, Integer::valueOf);
            int[] next = {(int) (step.partition() * GOLDEN_RATIO % 1 * numPartitions)};
            return in.map(record -> {
                int key = next[0];
                next[0] = key + 1 == numPartitions ? 0 : key + 1;
                return new Tuple2<>(keys[key], record);
            });
        };
    }

    /** Only the given partitions. */
    static Groups only(int[] partitions) {
        return all -> groups(partitions.length, group -> new int[] {partitions[group]});
    }

    /** Every partition of one with every partition of the other. */
    static <T, U> Lineage<Tuple2<T, U>> product(SluiceContext context, Lineage<T> left, Lineage<U> right) {
        int lefts = left.numPartitions();
        int rights = right.numPartitions();
        int products = Math.multiplyExact(lefts, rights);
        // worked out here and not in the groups, which each of very many tasks asks for
        int[][] firsts = groups(products, product -> new int[] {product / rights});
        int[][] seconds = groups(products, product -> new int[] {product % rights});
        List<Lineage<?>> sides = List.of(
                new Coalesce<>(context.origin(), left, all -> firsts),
                new Coalesce<>(context.origin(), right, all -> seconds));
        return new Zip<>(context.origin(), sides, new ProductOperator<>(), null);
    }

    /** Numbers without gaps in the order of partitions; counts all partitions but the last, in a job, at once. */
    static <T> Lineage<Tuple2<T, Long>> withIndex(RddLike<T, ?> rdd) {
        int partitions = rdd.getNumPartitions();
        long[] first = new long[partitions];
        if (partitions > 1) {
            List<Long> counts = Collecting.countEach(rdd.jobs().only(partitions - 1));
            for (int i = 1; i < partitions; i++) {
                first[i] = first[i - 1] + counts.get(i - 1);
            }
        }
        return rdd.narrow(new IndexOperator<>(first, 1), false).lineage();
    }

    /** Numbers with gaps, without a job: of n partitions, the i-th one has i, n + i, 2n + i, and so on. */
    static <T> Lineage<Tuple2<T, Long>> withUniqueId(RddLike<T, ?> rdd) {
        int partitions = rdd.getNumPartitions();
        long[] first = new long[partitions];
        Arrays.setAll(first, i -> i);
        return rdd.narrow(new IndexOperator<>(first, partitions), false).lineage();
    }

    private static int[][] groups(int count, IntFunction<int[]> group) {
        int[][] groups = new int[count][];
        Arrays.setAll(groups, group);
        return groups;
    }

    private static void requirePositive(int numPartitions) {
        if (numPartitions < 1) {
            throw new IllegalArgumentException("the number of partitions must be positive, got " + numPartitions);
        }
    }
}
