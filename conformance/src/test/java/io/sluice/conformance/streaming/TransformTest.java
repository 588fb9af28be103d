package io.sluice.conformance.streaming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.Broadcast;
import io.sluice.PairRdd;
import io.sluice.Rdd;
import io.sluice.Tuple2;
import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;
import io.sluice.streaming.DStream;
import io.sluice.streaming.Time;
import io.sluice.testkit.FedPairStream;
import io.sluice.testkit.FedStream;
import io.sluice.testkit.Output;
import io.sluice.testkit.PairOutput;
import io.sluice.testkit.SluiceTest;
import io.sluice.testkit.StreamHarness;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Functions of the program's own over the RDDs of a batch. */
@SluiceTest
class TransformTest {
    private static void assertInvalid(ThrowingCallable batch, ErrorCode code, String... parts) {
        assertThatThrownBy(batch)
                .isInstanceOfSatisfying(StreamException.class, failure -> {
                    assertThat(failure.code()).isEqualTo(ErrorCode.BATCH_FAILED);
                    assertThat(((StreamException) failure.getCause()).code()).isEqualTo(code);
                })
                .message()
                .contains(parts);
    }

    @Nested
    class GivenAFunctionOverOneStream {
        @Test
        void whenBatchesRun_thenItIsCalledOncePerBatchHoweverManyOutputsThereAre(StreamHarness harness) {
            AtomicInteger calls = new AtomicInteger();
            FedStream<Integer> numbers = harness.input();
            DStream<Integer> transformed = numbers.stream().transform(rdd -> {
                calls.incrementAndGet();
                return rdd.map(n -> n + 1);
            });
            Output<Integer> first = harness.collect(transformed);
            Output<Integer> second = harness.collect(transformed.map(n -> -n));
            harness.start();

            numbers.feed(1);
            harness.runBatches(3);

            assertThat(calls).hasValue(3);
            assertThat(first.batches()).containsExactly(List.of(2), List.of(), List.of());
            assertThat(second.batches()).containsExactly(List.of(-2), List.of(), List.of());
        }

        @Test
        void whenItTakesTheTime_thenItIsTheBatchTime(StreamHarness harness) {
            FedStream<Integer> numbers = harness.input();
            Output<String> timed =
                    harness.collect(numbers.stream().transform((rdd, time) -> rdd.map(n -> n + " at " + time)));
            PairOutput<Long, Integer> paired = harness.collect(numbers.stream().transformToPair((rdd, time) -> {
                long millis = time.milliseconds();
                return rdd.mapToPair(n -> new Tuple2<>(millis, n));
            }));
            harness.start();

            numbers.feed(7);
            harness.runBatch();

            assertThat(timed.last()).containsExactly("7 at 1000 ms");
            assertThat(paired.last()).containsExactly(new Tuple2<>(1000L, 7));
        }

        @Test
        void whenItReturnsNull_thenTheErrorSaysWhatToReturn(StreamHarness harness) {
            harness.collect(harness.<Integer>input().stream().transform(rdd -> (Rdd<Integer>) null));
            harness.start();

            assertInvalid(
                    harness::runBatch,
                    ErrorCode.NULL_FROM_FUNCTION,
                    "transform at TransformTest.java:",
                    "returned null",
                    "1000 ms");
        }

        @Test
        void whenItReturnsANullPairRdd_thenTheErrorSaysSoToo(StreamHarness harness) {
            harness.collect(harness.<Integer>input().stream().transformToPair(rdd -> (PairRdd<Integer, Integer>) null));
            harness.start();

            assertInvalid(harness::runBatch, ErrorCode.NULL_FROM_FUNCTION, "transformToPair at TransformTest.java:");
        }

        @Test
        void whenItThrows_thenTheBatchFailsWithThatAsTheCause(StreamHarness harness) {
            harness.collect(harness.<Integer>input().stream().transform((Rdd<Integer> rdd) -> {
                if (rdd.getNumPartitions() == 0) {
                    throw new IOException("no list of names");
                }
                return rdd;
            }));
            harness.start();

            assertThatThrownBy(harness::runBatch)
                    .isInstanceOfSatisfying(
                            StreamException.class,
                            failure -> assertThat(failure.code()).isEqualTo(ErrorCode.BATCH_FAILED))
                    .hasMessageContaining("no list of names")
                    .hasMessageContaining("TransformTest.java:")
                    .hasRootCauseInstanceOf(IOException.class);
        }

        @Test
        void whenItRunsAJob_thenTheResultIsThereAtOnce(StreamHarness harness) {
            FedStream<Integer> numbers = harness.input();
            Output<Integer> aboveMean = harness.collect(numbers.stream().transform(rdd -> {
                long count = rdd.count();
                int sum = rdd.collect().stream().mapToInt(Integer::intValue).sum();
                return rdd.filter(n -> n * count > sum);
            }));
            harness.start();

            numbers.feed(1, 2).feed(3, 10);
            harness.runBatch();

            assertThat(aboveMean.last()).containsExactly(10);
        }

        @Test
        void whenTheProgramChangesABroadcastBetweenBatches_thenTheNextBatchUsesTheNewOne(StreamHarness harness) {
            AtomicReference<Broadcast<Set<String>>> blocked =
                    new AtomicReference<>(harness.context().broadcast(Set.of("spam")));
            FedStream<String> words = harness.input();
            Output<String> allowed = harness.collect(words.stream().transform(rdd -> {
                Broadcast<Set<String>> now = blocked.get();
                return rdd.filter(word -> !now.value().contains(word));
            }));
            harness.start();

            words.feed("spam", "egg");
            harness.runBatch();
            blocked.set(harness.context().broadcast(Set.of("egg")));
            words.feed("spam", "egg");
            harness.runBatch();

            assertThat(allowed.batches()).containsExactly(List.of("egg"), List.of("spam"));
        }
    }

    @Nested
    class GivenAFunctionOverSeveralStreams {
        @Test
        void whenThereAreTwo_thenItGetsBothRddsOfTheSameTime(StreamHarness harness) {
            FedStream<String> words = harness.input();
            FedPairStream<String, Integer> prices = harness.pairInput();
            Output<String> both = harness.collect(words.stream()
                    .transformWith(
                            prices.stream(),
                            (names, priced, time) -> names.union(priced.map(price -> price._1() + "=" + price._2()))));
            PairOutput<String, Integer> paired = harness.collect(words.stream()
                    .transformWithToPair(
                            prices.stream(),
                            (names, priced, time) -> priced.filter(price -> price._2() > time.milliseconds())));
            harness.start();

            words.feed("tea");
            prices.feed("milk", 2).feed("wine", 5000);
            harness.runBatch();

            assertThat(both.last()).containsExactly("tea", "milk=2", "wine=5000");
            assertThat(paired.lastAsMap()).isEqualTo(Map.of("wine", 5000));
        }

        @Test
        void whenThereAreMany_thenTheRddsComeInTheStreamsOrder(StreamHarness harness) {
            FedStream<Integer> first = harness.input();
            FedStream<String> second = harness.input();
            FedPairStream<String, Integer> third = harness.pairInput();
            List<DStream<?>> streams =
                    List.of(first.stream(), second.stream(), third.stream().toDStream());
            Output<String> sizes = harness.collect(harness.streaming().<String>transform(streams, (rdds, time) -> {
                List<String> counts = new ArrayList<>();
                for (Rdd<?> rdd : rdds) {
                    counts.add(time + ": " + rdd.count());
                }
                return harness.context().parallelize(counts, 1);
            }));
            harness.start();

            first.feed(1);
            second.feed("a", "b");
            harness.runBatch();

            assertThat(sizes.last()).containsExactly("1000 ms: 1", "1000 ms: 2", "1000 ms: 0");
        }

        @Test
        void whenThereIsNone_thenThatIsRefused(StreamHarness harness) {
            assertThatThrownBy(() -> harness.streaming().transform(List.of(), (rdds, time) -> null))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("at least one");
        }
    }

    @Nested
    class GivenAnInputWithoutAnRddInSomeBatches {
        private DStream<Integer> gappy(StreamHarness harness, Integer... withRdd) {
            return harness.streaming().stream(new GappySource(harness.context(), withRdd));
        }

        @Test
        void whenItIsMapped_thenTheBatchHasNoOutput(StreamHarness harness) {
            Output<Integer> mapped = harness.collect(gappy(harness, 2).map(n -> 10 * n));
            Output<Long> counted = harness.collect(gappy(harness, 2).count());
            harness.start();

            harness.runBatches(3);

            assertThat(mapped.times()).containsExactly(new Time(2000));
            assertThat(mapped.last()).containsExactly(20);
            assertThat(counted.times()).containsExactly(new Time(2000));
        }

        @Test
        void whenItIsInAWindow_thenTheWindowHasTheOtherBatches(StreamHarness harness) {
            Output<Integer> windows = harness.collect(
                    gappy(harness, 1, 3).window(harness.batchInterval().multipliedBy(2)));
            harness.start();

            harness.runBatches(4);

            assertThat(windows.batches()).containsExactly(List.of(1), List.of(1), List.of(3), List.of(3));
        }

        @Test
        void whenItIsTransformed_thenTheErrorNamesTheTimeAndTheInput(StreamHarness harness) {
            harness.collect(gappy(harness, 2).transform(rdd -> rdd));
            harness.start();

            assertInvalid(
                    harness::runBatch,
                    ErrorCode.GRAPH_INVALID,
                    "transform at TransformTest.java:",
                    "stream at TransformTest.java:",
                    "1000 ms");
        }

        @Test
        void whenItIsUnited_thenTheErrorNamesTheTime(StreamHarness harness) {
            harness.collect(gappy(harness, 2).union(harness.<Integer>input().stream()));
            harness.start();

            assertInvalid(harness::runBatch, ErrorCode.GRAPH_INVALID, "union at TransformTest.java:", "1000 ms");
        }
    }
}
