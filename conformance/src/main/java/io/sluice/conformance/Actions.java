package io.sluice.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.LongAccumulator;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What actions bring back. */
public interface Actions extends EngineUnderTest {
    private static int sum(Numbers in) {
        return in.values().stream().mapToInt(n -> n).sum();
    }

    @Property
    default void recordsComeBackInTheOrderOfPartitions(@ForAll Numbers in) throws Exception {
        List<Integer> lazily = new ArrayList<>();
        rdd(in).toLocalIterator().forEachRemaining(lazily::add);

        assertThat(rdd(in).collect()).isEqualTo(in.values());
        assertThat(lazily).isEqualTo(in.values());
        assertThat(rdd(in).collectAsync().get()).isEqualTo(in.values());
        assertThat(rdd(in).collectPartitions(new int[] {in.partitions() - 1, 0}))
                .containsExactly(
                        Reference.slices(in.values(), in.partitions()).get(in.partitions() - 1),
                        Reference.slices(in.values(), in.partitions()).get(0));
    }

    @Property
    default void takeGivesTheFirst(@ForAll Numbers in, @ForAll @IntRange(max = 70) int n) throws Exception {
        List<Integer> expected = in.values().subList(0, Math.min(n, in.values().size()));

        assertThat(rdd(in).take(n)).isEqualTo(expected);
        assertThat(rdd(in).takeAsync(n).get()).isEqualTo(expected);
        assertThat(rdd(in).isEmpty()).isEqualTo(in.values().isEmpty());
    }

    @Property
    default void countsCount(@ForAll Numbers in) throws Exception {
        assertThat(rdd(in).count()).isEqualTo(in.values().size());
        assertThat(rdd(in).countAsync().get()).isEqualTo(in.values().size());
        assertThat(rdd(in).countByValue()).isEqualTo(Reference.counts(in.values()));
    }

    @Property
    default void aggregatesAgree(@ForAll Numbers in, @ForAll @IntRange(min = 1, max = 4) int depth) {
        int sum = sum(in);

        assertThat(rdd(in).fold(0, Integer::sum)).isEqualTo(sum);
        assertThat(rdd(in).aggregate(0L, (total, n) -> total + n, Long::sum)).isEqualTo(sum);
        assertThat(rdd(in).treeAggregate(0, Integer::sum, Integer::sum, depth)).isEqualTo(sum);
        assertThat(rdd(in).treeAggregate(0, Integer::sum, Integer::sum, depth, true))
                .isEqualTo(sum);
        if (!in.values().isEmpty()) {
            assertThat(rdd(in).reduce(Integer::sum)).isEqualTo(sum);
            assertThat(rdd(in).treeReduce(Integer::sum, depth)).isEqualTo(sum);
        }
    }

    @Property
    default void aZeroThatIsChangedInPlaceIsEachPartitionsOwn(@ForAll Numbers in) {
        List<Integer> all = rdd(in).aggregate(
                        new ArrayList<>(),
                        (list, n) -> {
                            list.add(n);
                            return list;
                        },
                        (list, more) -> {
                            list.addAll(more);
                            return list;
                        });

        assertThat(all).isEqualTo(in.values());
    }

    @Property
    default void takeOrderedAndTopSort(@ForAll Numbers in, @ForAll @IntRange(max = 70) int n) {
        List<Integer> sorted = new ArrayList<>(in.values());
        Collections.sort(sorted);
        int size = Math.min(n, sorted.size());

        assertThat(rdd(in).takeOrdered(n)).isEqualTo(sorted.subList(0, size));
        assertThat(rdd(in).takeOrdered(n, Comparator.reverseOrder())).isEqualTo(rdd(in).top(n));
        Collections.reverse(sorted);
        assertThat(rdd(in).top(n)).isEqualTo(sorted.subList(0, size));
        if (!sorted.isEmpty()) {
            assertThat(rdd(in).max(Comparator.naturalOrder())).isEqualTo(sorted.get(0));
            assertThat(rdd(in).min(Comparator.naturalOrder())).isEqualTo(sorted.get(sorted.size() - 1));
        }
    }

    @Property
    default void takeSampleHasExactlyThatMany(
            @ForAll Numbers in, @ForAll @IntRange(max = 70) int n, @ForAll boolean replacing, @ForAll long seed) {
        List<Integer> sample = rdd(in).takeSample(replacing, n, seed);

        int most = in.values().isEmpty() ? 0 : n;
        assertThat(sample).hasSize(replacing ? most : Math.min(n, in.values().size()));
        assertThat(in.values()).containsAll(sample);
    }

    @Property
    default void foreachReachesEachRecordOnce(@ForAll Numbers in) throws Exception {
        LongAccumulator records = context().longAccumulator("records");
        LongAccumulator partitions = context().longAccumulator("partitions");

        rdd(in).foreach(n -> records.add(n));
        rdd(in).foreachAsync(n -> records.add(n)).get();
        rdd(in).foreachPartition(all -> partitions.add(1));
        rdd(in).foreachPartitionAsync(all -> partitions.add(1)).get();

        assertThat(records.sum()).isEqualTo(2L * sum(in));
        assertThat(partitions.sum()).isEqualTo(2L * in.partitions());
    }
}
