package io.sluice.conformance.streaming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.Tuple2;
import io.sluice.streaming.PairDStream;
import io.sluice.testkit.FedPairStream;
import io.sluice.testkit.Output;
import io.sluice.testkit.PairOutput;
import io.sluice.testkit.SluiceTest;
import io.sluice.testkit.StreamHarness;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Two streams of keys and values, batch by batch, against nested loops over lists. */
@SluiceTest
@PropertyDefaults(tries = 20)
class JoinTest {
    private static List<Tuple2<Integer, Integer>> pairs(List<Integer> keys) {
        List<Tuple2<Integer, Integer>> pairs = new ArrayList<>();
        for (Integer key : keys) {
            pairs.add(new Tuple2<>(key, pairs.size()));
        }
        return pairs;
    }

    private static <V> List<Optional<V>> orNone(List<V> values) {
        return values.isEmpty()
                ? List.of(Optional.empty())
                : values.stream().map(Optional::of).toList();
    }

    private static List<Integer> valuesOf(List<Tuple2<Integer, Integer>> pairs, int key) {
        return pairs.stream().filter(pair -> pair._1() == key).map(Tuple2::_2).toList();
    }

    private static <V, W> Stream<Tuple2<Integer, Tuple2<V, W>>> product(int key, List<V> left, List<W> right) {
        return left.stream().flatMap(l -> right.stream().map(r -> new Tuple2<>(key, new Tuple2<>(l, r))));
    }

    @Property
    void everyJoinGivesWhatNestedLoopsGive(
            @ForAll @Size(max = 8) List<@IntRange(max = 4) Integer> leftKeys,
            @ForAll @Size(max = 8) List<@IntRange(max = 4) Integer> rightKeys,
            @ForAll @IntRange(min = 1, max = 5) int partitions) {
        List<Tuple2<Integer, Integer>> left = pairs(leftKeys);
        List<Tuple2<Integer, Integer>> right = pairs(rightKeys);
        List<Integer> keys =
                Stream.concat(leftKeys.stream(), rightKeys.stream()).distinct().toList();
        try (StreamHarness harness = StreamHarness.create()) {
            FedPairStream<Integer, Integer> lefts = harness.pairInput();
            FedPairStream<Integer, Integer> rights = harness.pairInput();
            PairDStream<Integer, Integer> l = lefts.stream();
            PairDStream<Integer, Integer> r = rights.stream();
            var inner = harness.collect(l.join(r, partitions));
            var leftOuter = harness.collect(l.leftOuterJoin(r, partitions));
            var rightOuter = harness.collect(l.rightOuterJoin(r));
            var full = harness.collect(l.fullOuterJoin(r, partitions));
            var grouped = harness.collect(l.cogroup(r, partitions));
            harness.start();

            lefts.feedAll(left);
            rights.feedAll(right);
            harness.runBatch();

            assertThat(inner.last())
                    .containsExactlyInAnyOrderElementsOf(keys.stream()
                            .flatMap(key -> product(key, valuesOf(left, key), valuesOf(right, key)))
                            .toList());
            assertThat(leftOuter.last())
                    .containsExactlyInAnyOrderElementsOf(keys.stream()
                            .flatMap(key -> product(key, valuesOf(left, key), orNone(valuesOf(right, key))))
                            .toList());
            assertThat(rightOuter.last())
                    .containsExactlyInAnyOrderElementsOf(keys.stream()
                            .flatMap(key -> product(key, orNone(valuesOf(left, key)), valuesOf(right, key)))
                            .toList());
            assertThat(full.last())
                    .containsExactlyInAnyOrderElementsOf(keys.stream()
                            .flatMap(key -> product(key, orNone(valuesOf(left, key)), orNone(valuesOf(right, key))))
                            .toList());
            assertThat(grouped.last()).extracting(Tuple2::_1).containsExactlyInAnyOrderElementsOf(keys);
            for (Tuple2<Integer, Tuple2<Iterable<Integer>, Iterable<Integer>>> group : grouped.last()) {
                assertThat(group._2()._1()).containsExactlyInAnyOrderElementsOf(valuesOf(left, group._1()));
                assertThat(group._2()._2()).containsExactlyInAnyOrderElementsOf(valuesOf(right, group._1()));
            }
        }
    }

    @Nested
    class GivenRecordsOfTheSameKeyInDifferentBatches {
        @Test
        void whenTheStreamsAreJoined_thenTheyDoNotMeet(StreamHarness harness) {
            FedPairStream<String, String> orders = harness.pairInput();
            FedPairStream<String, String> payments = harness.pairInput();
            PairOutput<String, Tuple2<String, String>> joined =
                    harness.collect(orders.stream().join(payments.stream()));
            harness.start();

            orders.feed("o1", "tea");
            harness.runBatch();
            payments.feed("o1", "card");
            harness.runBatch();

            assertThat(joined.all()).isEmpty();
        }

        @Test
        void whenWindowsAreJoined_thenTheyMeet(StreamHarness harness) {
            FedPairStream<String, String> orders = harness.pairInput();
            FedPairStream<String, String> payments = harness.pairInput();
            PairOutput<String, Tuple2<String, String>> joined = harness.collect(orders.stream()
                    .window(harness.batchInterval().multipliedBy(2))
                    .join(payments.stream()));
            harness.start();

            orders.feed("o1", "tea");
            harness.runBatch();
            payments.feed("o1", "card");
            harness.runBatch();

            assertThat(joined.last()).containsExactly(new Tuple2<>("o1", new Tuple2<>("tea", "card")));
        }
    }

    @Nested
    class GivenStreamsThatSlideDifferently {
        @Test
        void whenTheyAreJoined_thenThatIsRefused(StreamHarness harness) {
            PairDStream<String, Integer> batches = harness.<String, Integer>pairInput().stream();
            PairDStream<String, Integer> windows = batches.window(
                    harness.batchInterval().multipliedBy(2),
                    harness.batchInterval().multipliedBy(2));

            assertThatThrownBy(() -> batches.join(windows))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("slide alike");
        }
    }

    @Nested
    class GivenAStreamJoinedWithItself {
        @Test
        void whenABatchRuns_thenEachValueMeetsEveryValueOfItsKey(StreamHarness harness) {
            FedPairStream<String, Integer> sales = harness.pairInput();
            Output<Tuple2<String, Tuple2<Integer, Integer>>> joined =
                    harness.collect(sales.stream().join(sales.stream()).toDStream());
            harness.start();

            sales.feed("tea", 1).feed("tea", 2);
            harness.runBatch();

            assertThat(joined.last())
                    .extracting(Tuple2::_2)
                    .containsExactlyInAnyOrder(
                            new Tuple2<>(1, 1), new Tuple2<>(1, 2), new Tuple2<>(2, 1), new Tuple2<>(2, 2));
        }
    }
}
