package io.sluice.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.PairRdd;
import io.sluice.Tuple2;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Example;

/** Operators that move more than a small memory budget holds. */
public interface LargeShuffles extends EngineUnderTest {
    int RECORDS = 20_000;
    int KEYS = 3_000;

    private static List<Tuple2<String, Integer>> many() {
        Random random = new Random(42);
        List<Tuple2<String, Integer>> pairs = new ArrayList<>();
        for (int i = 0; i < RECORDS; i++) {
            pairs.add(new Tuple2<>("key " + random.nextInt(KEYS), i));
        }
        return pairs;
    }

    private PairRdd<String, Integer> rdd(List<Tuple2<String, Integer>> pairs) {
        return context().parallelizePairs(pairs, 5);
    }

    @Example
    default void manyKeysAreReduced() {
        List<Tuple2<String, Integer>> pairs = many();

        assertThat(rdd(pairs).reduceByKey(Integer::sum, 3).collectAsMap())
                .isEqualTo(Reference.reduced(pairs, Integer::sum));
    }

    @Example
    default void manyValuesAreGrouped() {
        List<Tuple2<String, Integer>> pairs = many();

        Map<String, Iterable<Integer>> groups = rdd(pairs).groupByKey(3).collectAsMap();

        Map<String, List<Integer>> expected = Reference.groups(pairs);
        assertThat(groups.keySet()).isEqualTo(expected.keySet());
        expected.forEach((key, values) -> assertThat(groups.get(key)).containsExactlyInAnyOrderElementsOf(values));
    }

    @Example
    default void manyRecordsAreSorted() {
        List<Tuple2<String, Integer>> pairs = many();

        List<Tuple2<String, Integer>> sorted = rdd(pairs).sortByKey(false, 4).collect();

        assertThat(Reference.keys(sorted)).isSortedAccordingTo(KeyedOperators.ORDER.reversed());
        assertThat(Reference.counts(sorted)).isEqualTo(Reference.counts(pairs));
    }

    @Example
    default void manyRecordsAreJoined() {
        List<Tuple2<String, Integer>> pairs = many();
        PairRdd<String, Integer> sums = rdd(pairs).reduceByKey(Integer::sum);
        Map<String, Integer> expected = Reference.reduced(pairs, Integer::sum);

        List<Tuple2<String, Tuple2<Integer, Integer>>> joined =
                rdd(pairs).join(sums, 3).collect();

        assertThat(joined).hasSize(RECORDS).allMatch(pair -> pair._2()._2().equals(expected.get(pair._1())));
    }
}
