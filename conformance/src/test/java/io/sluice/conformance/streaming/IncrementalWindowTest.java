package io.sluice.conformance.streaming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.HashPartitioner;
import io.sluice.LongAccumulator;
import io.sluice.Tuple2;
import io.sluice.function.Function2;
import io.sluice.streaming.DStream;
import io.sluice.streaming.PairDStream;
import io.sluice.streaming.Time;
import io.sluice.testkit.FedPairStream;
import io.sluice.testkit.Output;
import io.sluice.testkit.PairOutput;
import io.sluice.testkit.SluiceTest;
import io.sluice.testkit.StreamHarness;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Windows with an inverse function, against what all batches since the start give. */
@SluiceTest
@PropertyDefaults(tries = 40)
class IncrementalWindowTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Function2<Integer, Integer, Integer> MINUS = (all, left) -> all - left;

    @TempDir
    private Path checkpoint;

    @BeforeEach
    void keepStateIn(StreamHarness harness) {
        harness.streaming().checkpoint(checkpoint.toString());
    }

    /** The batches that a window holds, with their times, where some times have none. */
    private static final class History {
        private final Map<Long, List<Tuple2<Integer, Double>>> batches = new TreeMap<>();

        void add(Time time, List<Tuple2<Integer, Double>> batch) {
            batches.put(time.milliseconds(), batch);
        }

        /** What is too old is gone for good, also for a window that has become longer. */
        List<Tuple2<Integer, Double>> window(Time end, Duration window) {
            batches.keySet().removeIf(time -> time <= end.minus(window).milliseconds());
            return batches.values().stream().flatMap(List::stream).toList();
        }
    }

    private static List<Tuple2<Integer, Double>> randomBatch(Random random, int most) {
        List<Tuple2<Integer, Double>> batch = new ArrayList<>();
        for (int i = random.nextInt(most + 1); i > 0; i--) {
            batch.add(new Tuple2<>(random.nextInt(6), (double) random.nextInt(100)));
        }
        return batch;
    }

    private record Program(
            FedPairStream<Integer, Double> input,
            PairOutput<Integer, Double> sums,
            Output<Double> total,
            Output<Long> count,
            PairOutput<Integer, Long> counts) {
        static Program of(StreamHarness harness, Duration window, Duration slide) {
            FedPairStream<Integer, Double> input = harness.pairInput();
            Function2<Double, Double, Double> minus = (all, left) -> all - left;
            DStream<Double> values = input.stream().map(Tuple2::_2);
            DStream<Integer> keys = input.stream().map(Tuple2::_1);
            return new Program(
                    input,
                    harness.collect(input.stream().reduceByKeyAndWindow(Double::sum, minus, window, slide)),
                    harness.collect(values.reduceByWindow(Double::sum, minus, window, slide)),
                    harness.collect(keys.countByWindow(window, slide)),
                    harness.collect(keys.countByValueAndWindow(window, slide)));
        }

        void assertAt(Time time, List<Tuple2<Integer, Double>> window) {
            Map<Integer, Double> expected = new TreeMap<>();
            Map<Integer, Long> times = new TreeMap<>();
            window.forEach(pair -> {
                expected.merge(pair._1(), pair._2(), Double::sum);
                times.merge(pair._1(), 1L, Long::sum);
            });
            assertThat(sums.mapAt(time)).isEqualTo(expected);
            assertThat(total.at(time))
                    .isEqualTo(window.stream().map(Tuple2::_2).reduce(Double::sum).stream()
                            .toList());
            assertThat(count.at(time)).containsExactly((long) window.size());
            assertThat(counts.mapAt(time)).isEqualTo(times);
        }
    }

    @Property
    void everyFormGivesWhatTheBatchesInTheWindowAddUpTo_alsoAfterRestartsWithAnotherLength(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 40) int longest,
            @ForAll @IntRange(min = 1, max = 4) int slide)
            throws Exception {
        Random random = new Random(seed);
        AtomicReference<Duration> window = new AtomicReference<>(SECOND.multipliedBy(longest));
        Duration step = SECOND.multipliedBy(slide);
        try (TemporaryDirectory directory = TemporaryDirectory.create();
                Restarts<Program> running =
                        new Restarts<>(directory.path(), harness -> Program.of(harness, window.get(), step))) {
            History history = new History();
            for (int i = 0; i < 40; i++) {
                if (random.nextInt(10) == 0) {
                    passOver(running.harness(), 15 + random.nextInt(20));
                    history.window(running.harness().now(), window.get()); // what a batch then found too old stays away
                }
                if (random.nextInt(8) == 0) {
                    if (random.nextBoolean()) {
                        window.set(SECOND.multipliedBy(1 + random.nextInt(longest)));
                    }
                    running.restart();
                }
                List<Tuple2<Integer, Double>> batch = randomBatch(random, 4);
                running.program().input().feedAll(batch);
                Time time = running.harness().runBatch();
                history.add(time, batch);
                List<Tuple2<Integer, Double>> inside = history.window(time, window.get());
                if (time.isMultipleOf(step)) {
                    running.program().assertAt(time, inside);
                }
            }
        }
    }

    /** Moves the clock on by so many batches, more than may wait, so that some of them never run. */
    private static void passOver(StreamHarness harness, int batches) throws InterruptedException {
        harness.clock().advance(SECOND.multipliedBy(batches));
        harness.streaming().batches().orElseThrow().termination().awaitBatch(harness.now());
    }

    @Nested
    class GivenValuesThatAreRounded {
        @Test
        void whenManyBatchesHavePassed_thenNothingIsLeftOfWhatLeft(StreamHarness harness) {
            FedPairStream<String, Double> input = harness.pairInput();
            PairOutput<String, Double> sums = harness.collect(input.stream()
                    .reduceByKeyAndWindow(Double::sum, (all, left) -> all - left, SECOND.multipliedBy(5), SECOND));
            harness.start();

            for (int i = 0; i < 60; i++) {
                input.feed("a", i % 7 == 3 ? 1e17 : 0.1);
                input.feed("steady", 0.1);
                harness.runBatch();
            }
            for (int i = 0; i < 15; i++) {
                input.feed("a", 0.25);
                input.feed("steady", 0.25);
                harness.runBatch();
            }

            assertThat(sums.lastAsMap()).isEqualTo(Map.of("a", 1.25, "steady", 1.25));
        }
    }

    @Nested
    class GivenALongWindow {
        @Test
        void whenABatchRuns_thenTheFunctionsAreCalledForWhatEntersAndLeavesOnly(StreamHarness harness) {
            LongAccumulator calls = harness.context().longAccumulator();
            FedPairStream<Integer, Integer> input = harness.pairInput();
            Function2<Integer, Integer, Integer> plus = (a, b) -> {
                calls.add(1);
                return a + b;
            };
            Function2<Integer, Integer, Integer> minus = (a, b) -> {
                calls.add(1);
                return a - b;
            };
            PairDStream<Integer, Integer> windows =
                    input.stream().reduceByKeyAndWindow(plus, minus, SECOND.multipliedBy(100), SECOND);
            PairOutput<Integer, Integer> sums = harness.collect(windows);
            harness.start();
            for (int batch = 0; batch < 120; batch++) {
                input.feed(0, batch).feed(1, 1);
                harness.runBatch();
            }

            long before = calls.value();
            input.feed(0, 1).feed(1, 1);
            harness.runBatch();

            assertThat(calls.value() - before).isEqualTo(4);
            assertThat(sums.lastAsMap()).containsEntry(1, 100);
        }
    }

    @Nested
    class GivenAFilter {
        @Test
        void whenAKeyIsFilteredOutForAWhile_thenItsWindowIsStillWhole(StreamHarness harness) {
            FedPairStream<String, Integer> input = harness.pairInput();
            PairOutput<String, Integer> sums = harness.collect(input.stream()
                    .reduceByKeyAndWindow(
                            Integer::sum, MINUS, SECOND.multipliedBy(3), SECOND, 2, pair -> pair._2() != 5));
            harness.start();

            input.feed("a", 5);
            harness.runBatch();
            assertThat(sums.last()).isEmpty();
            input.feed("a", 1);
            harness.runBatch();
            assertThat(sums.lastAsMap()).isEqualTo(Map.of("a", 6));
        }

        @Test
        void whenSumsComeToNothing_thenTheKeyIsThereAsLongAsTheWindowHasARecord(StreamHarness harness) {
            FedPairStream<String, Integer> input = harness.pairInput();
            PairOutput<String, Integer> sums = harness.collect(
                    input.stream().reduceByKeyAndWindow(Integer::sum, MINUS, SECOND.multipliedBy(2), SECOND));
            harness.start();

            input.feed("a", 1).feed("a", -1);
            harness.runBatches(2);
            assertThat(sums.lastAsMap()).isEqualTo(Map.of("a", 0));

            harness.runBatch();
            assertThat(sums.last()).isEmpty();
        }
    }

    @Nested
    class GivenAWindowOverAWindow {
        @Test
        void whenTheParentSlidesByMore_thenItsTimesAreWhatEnters(StreamHarness harness) {
            FedPairStream<String, Integer> input = harness.pairInput();
            PairOutput<String, Integer> sums = harness.collect(input.stream()
                    .window(SECOND.multipliedBy(2), SECOND.multipliedBy(2))
                    .reduceByKeyAndWindow(Integer::sum, MINUS, SECOND.multipliedBy(4), SECOND.multipliedBy(4)));
            harness.start();

            for (int i = 0; i < 8; i++) {
                input.feed("a", 1 << i);
                harness.runBatch();
            }

            assertThat(sums.times()).containsExactly(new Time(4000), new Time(8000));
            assertThat(sums.mapAt(new Time(4000))).isEqualTo(Map.of("a", 15));
            assertThat(sums.lastAsMap()).isEqualTo(Map.of("a", 240));
        }

        @Test
        void whenAnIncrementalWindowIsWindowedAgain_thenEachOfItsWindowsIsStillThere(StreamHarness harness) {
            FedPairStream<String, Integer> input = harness.pairInput();
            Output<Integer> windows = harness.collect(input.stream()
                    .reduceByKeyAndWindow(Integer::sum, MINUS, SECOND.multipliedBy(2), SECOND.multipliedBy(2))
                    .window(SECOND.multipliedBy(4))
                    .map(Tuple2::_2));
            harness.start();

            for (int i = 0; i < 6; i++) {
                input.feed("a", 1 << i);
                harness.runBatch();
            }

            assertThat(windows.batches()).containsExactly(List.of(3), List.of(3, 12), List.of(12, 48));
        }
    }

    @Nested
    class GivenAnInputThatHasNoRddInSomeBatches {
        @Test
        void whenRecordsAreCounted_thenABatchWithoutRddCountsAsEmpty(StreamHarness harness) {
            Output<Long> counts = harness.collect(harness.streaming().stream(new GappySource(harness.context(), 2))
                    .countByWindow(SECOND.multipliedBy(2), SECOND));
            harness.start();

            harness.runBatches(4);

            assertThat(counts.all()).containsExactly(0L, 1L, 1L, 0L);
        }
    }

    @Nested
    class GivenAPartitioner {
        @Test
        void whenABatchRuns_thenItsRddIsSpreadByIt(StreamHarness harness) {
            FedPairStream<String, Integer> input = harness.pairInput();
            HashPartitioner byKey = new HashPartitioner(3);
            List<Optional<?>> partitioners = new ArrayList<>();
            input.stream()
                    .reduceByKeyAndWindow(Integer::sum, MINUS, SECOND, SECOND, byKey, pair -> true)
                    .foreachRDD(rdd -> {
                        partitioners.add(rdd.partitioner());
                    });
            harness.start();

            harness.runBatch();

            assertThat(partitioners).containsExactly(Optional.of(byKey));
        }
    }

    @Nested
    class GivenAnInverseThatThrows {
        @Test
        void whenItThrows_thenTheErrorNamesStateOperatorLineAndKey(StreamHarness harness) {
            FedPairStream<String, Integer> input = harness.pairInput();
            harness.collect(input.stream()
                    .reduceByKeyAndWindow(
                            Integer::sum,
                            (all, left) -> {
                                throw new IllegalStateException("cannot");
                            },
                            SECOND.multipliedBy(2),
                            SECOND.multipliedBy(2))
                    .name("clicks"));
            harness.start();
            input.feed("x", 1);
            harness.runBatch();
            input.feed("x", 1);
            harness.runBatch();

            assertThatThrownBy(harness::runBatch)
                    .hasMessageContaining("the state of 'clicks'")
                    .hasMessageContaining("reduceByKeyAndWindow at IncrementalWindowTest.java:")
                    .hasMessageContaining("in line IncrementalWindowTest.java:")
                    .hasMessageContaining("for the key 'x'");
        }
    }
}
