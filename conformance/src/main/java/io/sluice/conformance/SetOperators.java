package io.sluice.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.Tuple2;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Operators on two datasets of the same kind, and on whole records. */
public interface SetOperators extends EngineUnderTest {
    @Property
    default void unionKeepsAll(@ForAll Numbers one, @ForAll Numbers other) {
        assertThat(rdd(one).union(rdd(other)).collect()).isEqualTo(Reference.union(one.values(), other.values()));
        assertThat(context().union(rdd(one), rdd(other), rdd(one)).count())
                .isEqualTo(2L * one.values().size() + other.values().size());
    }

    @Property
    default void distinctKeepsOneOfEach(@ForAll Numbers in) {
        assertThat(rdd(in).distinct().collect()).containsExactlyInAnyOrderElementsOf(Reference.distinct(in.values()));
        assertThat(rdd(in).distinct(2).getNumPartitions()).isEqualTo(2);
    }

    @Property
    default void intersectionKeepsOneOfWhatBothHave(@ForAll Numbers one, @ForAll Numbers other) {
        assertThat(rdd(one).intersection(rdd(other)).collect())
                .containsExactlyInAnyOrderElementsOf(Reference.intersection(one.values(), other.values()));
    }

    @Property
    default void subtractKeepsDuplicates(@ForAll Numbers one, @ForAll Numbers other) {
        List<Integer> expected = Reference.subtract(one.values(), other.values());

        assertThat(rdd(one).subtract(rdd(other)).collect()).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(rdd(one).subtract(rdd(other), 3).collect()).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Property
    default void cartesianPairsEachWithEach(@ForAll Numbers one, @ForAll Numbers other) {
        List<Tuple2<Integer, Integer>> expected = new ArrayList<>();
        for (Integer a : one.values()) {
            for (Integer b : other.values()) {
                expected.add(new Tuple2<>(a, b));
            }
        }

        List<Tuple2<Integer, Integer>> product = rdd(one).cartesian(rdd(other)).collect();

        assertThat(Reference.counts(product)).isEqualTo(Reference.counts(expected));
    }
}
