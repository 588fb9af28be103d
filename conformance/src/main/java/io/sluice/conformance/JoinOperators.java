package io.sluice.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.HashPartitioner;
import io.sluice.PairRdd;
import io.sluice.Tuple2;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Operators that bring records of the same key together. */
public interface JoinOperators extends EngineUnderTest {
    private static <V, W> List<Tuple2<String, Tuple2<Optional<V>, Optional<W>>>> optional(
            PairRdd<String, Tuple2<V, W>> joined) {
        return joined.mapValues(both -> new Tuple2<>(Optional.ofNullable(both._1()), Optional.ofNullable(both._2())))
                .collect();
    }

    /** Sides that are placed already, alike or not, and sides that are not. */
    private PairRdd<String, Integer> placed(Pairs in, int partitions) {
        return partitions == 0 ? rdd(in) : rdd(in).partitionBy(new HashPartitioner(partitions));
    }

    @Property
    default void joinPairsValuesOfTheSameKey(@ForAll Pairs left, @ForAll Pairs right, @ForAll boolean alike) {
        var expected = Reference.joined(left.values(), right.values(), false, false);

        assertThat(Reference.counts(optional(placed(left, alike ? 3 : 0).join(placed(right, 3)))))
                .isEqualTo(Reference.counts(expected));
        assertThat(rdd(left).join(rdd(right), 4).count()).isEqualTo(expected.size());
    }

    @Property
    default void outerJoinsKeepWhatHasNoPartner(@ForAll Pairs left, @ForAll Pairs right) {
        PairRdd<String, Tuple2<Integer, Optional<Integer>>> leftOuter =
                rdd(left).leftOuterJoin(rdd(right));
        PairRdd<String, Tuple2<Optional<Integer>, Integer>> rightOuter =
                rdd(left).rightOuterJoin(rdd(right), 2);
        PairRdd<String, Tuple2<Optional<Integer>, Optional<Integer>>> fullOuter =
                rdd(left).fullOuterJoin(placed(right, 3));

        assertThat(leftOuter
                        .mapValues(both -> new Tuple2<>(Optional.ofNullable(both._1()), both._2()))
                        .collect())
                .containsExactlyInAnyOrderElementsOf(Reference.joined(left.values(), right.values(), true, false));
        assertThat(rightOuter
                        .mapValues(both -> new Tuple2<>(both._1(), Optional.ofNullable(both._2())))
                        .collect())
                .containsExactlyInAnyOrderElementsOf(Reference.joined(left.values(), right.values(), false, true));
        assertThat(fullOuter.collect())
                .containsExactlyInAnyOrderElementsOf(Reference.joined(left.values(), right.values(), true, true));
    }

    @Property
    default void cogroupHasEveryKeyOnce(@ForAll Pairs a, @ForAll Pairs b, @ForAll Pairs c) {
        Map<String, List<Integer>> as = Reference.groups(a.values());
        Map<String, List<Integer>> bs = Reference.groups(b.values());
        Map<String, List<Integer>> cs = Reference.groups(c.values());
        Set<String> keys = new HashSet<>(as.keySet());
        keys.addAll(bs.keySet());
        keys.addAll(cs.keySet());

        var groups = rdd(a).cogroup(rdd(b), placed(c, 2)).collect();

        assertThat(Reference.keys(groups)).containsExactlyInAnyOrderElementsOf(keys);
        groups.forEach(group -> {
            assertThat(group._2()._1()).containsExactlyInAnyOrderElementsOf(as.getOrDefault(group._1(), List.of()));
            assertThat(group._2()._2()).containsExactlyInAnyOrderElementsOf(bs.getOrDefault(group._1(), List.of()));
            assertThat(group._2()._3()).containsExactlyInAnyOrderElementsOf(cs.getOrDefault(group._1(), List.of()));
        });
        assertThat(rdd(a).cogroup(rdd(a), rdd(b), rdd(c)).count()).isEqualTo(keys.size());
    }

    @Property
    default void subtractByKeyKeepsKeysThatTheOtherHasNot(@ForAll Pairs left, @ForAll Pairs right) {
        Set<String> others = new HashSet<>(Reference.keys(right.values()));

        assertThat(rdd(left).subtractByKey(rdd(right)).collect())
                .containsExactlyInAnyOrderElementsOf(left.values().stream()
                        .filter(pair -> !others.contains(pair._1()))
                        .toList());
    }
}
