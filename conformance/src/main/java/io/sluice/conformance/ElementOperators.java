package io.sluice.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.Rdd;
import io.sluice.Tuple2;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Operators on records and partitions. */
public interface ElementOperators extends EngineUnderTest {
    @Property
    default void mapFilterAndFlatMapKeepTheOrder(@ForAll Numbers in) {
        assertThat(rdd(in).map(n -> n + 1).collect())
                .isEqualTo(in.values().stream().map(n -> n + 1).toList());
        assertThat(rdd(in).filter(n -> n > 0).collect())
                .isEqualTo(in.values().stream().filter(n -> n > 0).toList());
        assertThat(rdd(in).flatMap(
                                n -> Collections.nCopies(Math.floorMod(n, 3), n).iterator())
                        .collect())
                .isEqualTo(in.values().stream()
                        .flatMap(n -> Collections.nCopies(Math.floorMod(n, 3), n).stream())
                        .toList());
    }

    @Property
    default void mapPartitionsSeesEachPartitionOnce(@ForAll Numbers in) {
        Rdd<Integer> sums = rdd(in).mapPartitions(records -> {
            int sum = 0;
            while (records.hasNext()) {
                sum += records.next();
            }
            return List.of(sum).iterator();
        });

        assertThat(sums.collect())
                .isEqualTo(Reference.slices(in.values(), in.partitions()).stream()
                        .map(slice -> slice.stream().mapToInt(n -> n).sum())
                        .toList());
    }

    @Property
    default void mapPartitionsWithIndexKnowsThePartition(@ForAll Numbers in) {
        Rdd<Integer> indices = rdd(in).mapPartitionsWithIndex(
                        (index, records) -> List.of(index).iterator(), false);

        assertThat(indices.collect())
                .isEqualTo(IntStream.range(0, in.partitions()).boxed().toList());
    }

    @Property
    default void glomGivesAListForEachPartition(@ForAll Numbers in) {
        assertThat(rdd(in).glom().collect()).isEqualTo(Reference.slices(in.values(), in.partitions()));
    }

    @Property
    default void keyByAndGroupBy(@ForAll Numbers in) {
        List<Tuple2<Integer, Integer>> keyed =
                in.values().stream().map(n -> new Tuple2<>(n % 4, n)).toList();

        assertThat(rdd(in).keyBy(n -> n % 4).collect()).isEqualTo(keyed);
        Map<Integer, Iterable<Integer>> groups = rdd(in).groupBy(n -> n % 4).collectAsMap();
        assertThat(groups.keySet()).isEqualTo(Reference.groups(keyed).keySet());
        Reference.groups(keyed)
                .forEach((key, values) -> assertThat(groups.get(key)).containsExactlyInAnyOrderElementsOf(values));
    }

    @Property
    default void zipPairsRecordsOfTheSamePlace(@ForAll Numbers in) {
        assertThat(rdd(in).zip(rdd(in).map(n -> n * 2)).collect())
                .isEqualTo(in.values().stream().map(n -> new Tuple2<>(n, n * 2)).toList());
    }

    @Property
    default void zipPartitionsSeesBothSides(@ForAll Numbers in) {
        Rdd<Integer> firstOfBoth = rdd(in).zipPartitions(rdd(in).map(n -> n + 100), (left, right) -> {
            List<Integer> first = new ArrayList<>();
            if (left.hasNext()) {
                first.add(left.next());
                first.add(right.next());
            }
            return first.iterator();
        });

        assertThat(firstOfBoth.collect())
                .isEqualTo(Reference.slices(in.values(), in.partitions()).stream()
                        .filter(slice -> !slice.isEmpty())
                        .flatMap(slice -> List.of(slice.get(0), slice.get(0) + 100).stream())
                        .toList());
    }

    @Property
    default void indicesCountThroughAndUniqueIdsAreUnique(@ForAll Numbers in) {
        List<Tuple2<Integer, Long>> indexed = rdd(in).zipWithIndex().collect();
        List<Tuple2<Integer, Long>> unique = rdd(in).zipWithUniqueId().collect();

        for (int i = 0; i < indexed.size(); i++) {
            assertThat(indexed.get(i)).isEqualTo(new Tuple2<>(in.values().get(i), (long) i));
        }
        assertThat(indexed).hasSize(in.values().size());
        assertThat(Reference.keys(unique)).isEqualTo(in.values());
        assertThat(unique.stream().map(Tuple2::_2)).doesNotHaveDuplicates();
    }

    @Property
    default void coalesceJoinsNeighbours(@ForAll Numbers in, @ForAll @IntRange(min = 1, max = 9) int partitions) {
        Rdd<Integer> coalesced = rdd(in).coalesce(partitions);

        assertThat(coalesced.collect()).isEqualTo(in.values());
        assertThat(coalesced.getNumPartitions()).isEqualTo(Math.min(partitions, in.partitions()));
    }

    @Property
    default void repartitionSpreadsEvenly(@ForAll Numbers in, @ForAll @IntRange(min = 1, max = 9) int partitions) {
        List<List<Integer>> spread = rdd(in).repartition(partitions).glom().collect();

        assertThat(spread).hasSize(partitions);
        assertThat(spread.stream().flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(in.values());
        int largest = spread.stream().mapToInt(List::size).max().orElseThrow();
        int smallest = spread.stream().mapToInt(List::size).min().orElseThrow();
        assertThat(largest - smallest).isLessThanOrEqualTo(in.partitions());
    }

    @Property
    default void sortByOrdersAllRecords(
            @ForAll Numbers in, @ForAll boolean ascending, @ForAll @IntRange(min = 1, max = 5) int partitions) {
        List<Integer> expected = new ArrayList<>(in.values());
        Collections.sort(expected);
        if (!ascending) {
            Collections.reverse(expected);
        }

        assertThat(rdd(in).sortBy(n -> n, ascending, partitions).collect()).isEqualTo(expected);
    }

    @Property
    default void aSampleIsTheSameForTheSameSeed(@ForAll Numbers in, @ForAll boolean replacing, @ForAll long seed) {
        List<Integer> sample = rdd(in).sample(replacing, 0.5, seed).collect();

        assertThat(rdd(in).sample(replacing, 0.5, seed).collect()).isEqualTo(sample);
        assertThat(in.values()).containsAll(sample);
        if (!replacing) {
            Map<Integer, Long> counts = Reference.counts(in.values());
            Reference.counts(sample).forEach((n, count) -> assertThat(count).isLessThanOrEqualTo(counts.get(n)));
        }
    }

    @Property
    default void aRandomSplitLosesNothing(@ForAll Numbers in, @ForAll long seed) {
        List<Integer> all = new ArrayList<>();
        for (Rdd<Integer> part : rdd(in).randomSplit(new double[] {1, 2, 3}, seed)) {
            all.addAll(part.collect());
        }

        assertThat(all).containsExactlyInAnyOrderElementsOf(in.values());
    }

    @Property(tries = 2)
    default void pipeSendsRecordsThroughACommand(@ForAll Numbers in) {
        assertThat(rdd(in).pipe("cat").collect())
                .isEqualTo(in.values().stream().map(String::valueOf).toList());
    }

    @Property(tries = 60)
    default void chainsOfOperatorsGiveWhatListsGive(@ForAll Numbers in, @ForAll Pipeline pipeline) throws Exception {
        assertThat(pipeline.on(rdd(in)).collect()).containsExactlyInAnyOrderElementsOf(pipeline.on(in.values()));
    }
}
