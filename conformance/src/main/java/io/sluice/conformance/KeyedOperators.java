package io.sluice.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.HashPartitioner;
import io.sluice.PairRdd;
import io.sluice.Tuple2;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Operators by key. */
public interface KeyedOperators extends EngineUnderTest {
    /** Null first, as natural order has it. */
    Comparator<String> ORDER = Comparator.nullsFirst(Comparator.naturalOrder());

    /** The pairs as a map; no key may come twice. */
    private static <K, V> Map<K, V> map(PairRdd<K, V> rdd) {
        List<Tuple2<K, V>> pairs = rdd.collect();
        assertThat(Reference.keys(pairs)).doesNotHaveDuplicates();
        Map<K, V> map = new HashMap<>();
        pairs.forEach(pair -> map.put(pair._1(), pair._2()));
        return map;
    }

    private static Map<String, List<Integer>> sorted(Map<String, ? extends Iterable<Integer>> groups) {
        Map<String, List<Integer>> sorted = new HashMap<>();
        groups.forEach((key, values) -> {
            List<Integer> list = new ArrayList<>();
            values.forEach(list::add);
            list.sort(Comparator.nullsFirst(Comparator.naturalOrder()));
            sorted.put(key, list);
        });
        return sorted;
    }

    @Property
    default void reduceByKey(@ForAll Pairs in, @ForAll @IntRange(min = 1, max = 5) int partitions) {
        Map<String, Integer> expected = Reference.reduced(in.values(), Reference::plus);

        assertThat(map(rdd(in).reduceByKey(Reference::plus))).isEqualTo(expected);
        assertThat(map(rdd(in).reduceByKey(Reference::plus, partitions))).isEqualTo(expected);
        assertThat(map(rdd(in).partitionBy(new HashPartitioner(partitions)).reduceByKey(Reference::plus)))
                .isEqualTo(expected);
        assertThat(rdd(in).reduceByKeyLocally(Reference::plus)).isEqualTo(expected);
    }

    @Property
    default void groupByKey(@ForAll Pairs in, @ForAll @IntRange(min = 1, max = 5) int partitions) {
        Map<String, List<Integer>> expected = sorted(Reference.groups(in.values()));

        assertThat(sorted(map(rdd(in).groupByKey(partitions)))).isEqualTo(expected);
        assertThat(sorted(map(rdd(in).partitionBy(new HashPartitioner(2)).groupByKey())))
                .isEqualTo(expected);
    }

    @Property
    default void aggregationsGiveEachKeyItsOwnZero(@ForAll Pairs in, @ForAll boolean mapSideCombine) {
        Map<String, List<Integer>> expected = sorted(Reference.groups(in.values()));

        PairRdd<String, ArrayList<Integer>> aggregated = rdd(in).aggregateByKey(
                        new ArrayList<>(),
                        (list, value) -> {
                            list.add(value);
                            return list;
                        },
                        (list, more) -> {
                            list.addAll(more);
                            return list;
                        });
        PairRdd<String, List<Integer>> combined = rdd(in).combineByKey(
                        value -> new ArrayList<>(Collections.singletonList(value)),
                        (list, value) -> {
                            list.add(value);
                            return list;
                        },
                        (list, more) -> {
                            list.addAll(more);
                            return list;
                        },
                        new HashPartitioner(3),
                        mapSideCombine);

        assertThat(sorted(map(aggregated))).isEqualTo(expected);
        assertThat(sorted(map(combined))).isEqualTo(expected);
    }

    @Property
    default void foldByKeyAddsAZeroThatChangesNothing(@ForAll Pairs in) {
        Map<String, Integer> sums = new HashMap<>();
        Reference.groups(in.values())
                .forEach((key, values) -> sums.put(key, values.stream().reduce(0, Reference::plus)));

        assertThat(map(rdd(in).foldByKey(0, Reference::plus))).isEqualTo(sums);
    }

    @Property
    default void valuesChangeAndPartitionerStays(@ForAll Pairs in) {
        PairRdd<String, Integer> placed = rdd(in).partitionBy(new HashPartitioner(3));

        assertThat(placed.mapValues(String::valueOf).partitioner()).contains(new HashPartitioner(3));
        assertThat(placed.flatMapValues(value -> Collections.nCopies(2, value).iterator())
                        .collect())
                .containsExactlyInAnyOrderElementsOf(Reference.repeated(in.values(), 2));
        assertThat(rdd(in).keys().collect()).isEqualTo(Reference.keys(in.values()));
        assertThat(rdd(in).values().collect())
                .isEqualTo(in.values().stream().map(Tuple2::_2).toList());
    }

    @Property
    default void partitionByPutsEachKeyWhereThePartitionerSays(
            @ForAll Pairs in, @ForAll @IntRange(min = 1, max = 5) int partitions) {
        HashPartitioner partitioner = new HashPartitioner(partitions);

        List<List<Tuple2<String, Integer>>> placed =
                rdd(in).partitionBy(partitioner).glom().collect();

        assertThat(placed.stream().flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(in.values());
        for (int i = 0; i < partitions; i++) {
            int index = i;
            assertThat(placed.get(i)).allMatch(pair -> partitioner.getPartition(pair._1()) == index);
        }
    }

    @Property
    default void sortByKeyOrdersPartitionsAndRecords(
            @ForAll Pairs in, @ForAll boolean ascending, @ForAll @IntRange(min = 1, max = 5) int partitions) {
        PairRdd<String, Integer> sorted = rdd(in).sortByKey(ascending, partitions);

        assertThat(sorted.collect()).containsExactlyInAnyOrderElementsOf(in.values());
        assertThat(Reference.keys(sorted.collect())).isSortedAccordingTo(ascending ? ORDER : ORDER.reversed());
        assertThat(sorted.getNumPartitions()).isLessThanOrEqualTo(partitions);
    }

    @Property
    default void repartitionAndSortOrdersWithinPartitions(@ForAll Pairs in) {
        List<List<Tuple2<String, Integer>>> partitions = rdd(in).repartitionAndSortWithinPartitions(
                        new HashPartitioner(3))
                .glom()
                .collect();

        assertThat(partitions.stream().flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(in.values());
        partitions.forEach(partition -> assertThat(Reference.keys(partition)).isSortedAccordingTo(ORDER));
    }

    @Property
    default void filterByRangeKeepsBothEnds(@ForAll Pairs in, @ForAll boolean sorted) {
        PairRdd<String, Integer> rdd = sorted ? rdd(in).sortByKey(true, 4) : rdd(in);

        assertThat(rdd.filterByRange("k1", "k5").collect())
                .containsExactlyInAnyOrderElementsOf(in.values().stream()
                        .filter(pair -> ORDER.compare(pair._1(), "k1") >= 0 && ORDER.compare(pair._1(), "k5") <= 0)
                        .toList());
    }

    @Property
    default void keysCanBeLookedUpAndCounted(@ForAll Pairs in, @ForAll boolean placed) {
        PairRdd<String, Integer> rdd = placed ? rdd(in).partitionBy(new HashPartitioner(3)) : rdd(in);

        assertThat(rdd.countByKey()).isEqualTo(Reference.counts(Reference.keys(in.values())));
        assertThat(rdd.lookup("k0"))
                .containsExactlyInAnyOrderElementsOf(
                        Reference.groups(in.values()).getOrDefault("k0", List.of()));
        assertThat(rdd.lookup(null))
                .containsExactlyInAnyOrderElementsOf(
                        Reference.groups(in.values()).getOrDefault(null, List.of()));
        assertThat(rdd.collectAsMap().keySet())
                .isEqualTo(Reference.groups(in.values()).keySet());
    }

    @Property
    default void anExactSampleHasExactlyThatManyOfAKey(@ForAll Pairs in, @ForAll boolean replacing, @ForAll long seed) {
        Map<String, Long> counts = Reference.counts(Reference.keys(in.values()));

        List<Tuple2<String, Integer>> sample = rdd(in).sampleByKeyExact(replacing, Map.of("k0", 0.3, "k1", 1.0), seed)
                .collect();

        Map<String, Long> sampled = Reference.counts(Reference.keys(sample));
        assertThat(sampled.getOrDefault("k0", 0L)).isEqualTo((long) Math.ceil(counts.getOrDefault("k0", 0L) * 0.3));
        assertThat(sampled.getOrDefault("k1", 0L)).isEqualTo(counts.getOrDefault("k1", 0L));
        assertThat(sampled.keySet()).isSubsetOf("k0", "k1");
        assertThat(in.values()).containsAll(sample);
    }
}
