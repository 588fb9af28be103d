package io.sluice.conformance.streaming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.HashPartitioner;
import io.sluice.PairRdd;
import io.sluice.Tuple2;
import io.sluice.Tuple3;
import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;
import io.sluice.function.Function2;
import io.sluice.streaming.PairDStream;
import io.sluice.streaming.Time;
import io.sluice.testkit.FedPairStream;
import io.sluice.testkit.Output;
import io.sluice.testkit.PairOutput;
import io.sluice.testkit.SluiceTest;
import io.sluice.testkit.StreamHarness;
import java.io.Serializable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code updateStateByKey}, against a map that is updated by hand. */
@SluiceTest
@PropertyDefaults(tries = 30)
class UpdateStateTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @TempDir
    private Path checkpoint;

    @BeforeEach
    void keepStateIn(StreamHarness harness) {
        harness.streaming().checkpoint(checkpoint.toString());
    }

    /** Counts, and forgets a key after two batches without it; a value of 9 forgets it at once. */
    record Seen(int count, int idle) implements Serializable {
        static Optional<Seen> update(List<Integer> values, Optional<Seen> before) {
            if (values.contains(9)) {
                return Optional.empty();
            }
            int count = before.map(Seen::count).orElse(0) + values.size();
            int idle = values.isEmpty() ? before.map(Seen::idle).orElse(0) + 1 : 0;
            return idle > 2 ? Optional.empty() : Optional.of(new Seen(count, idle));
        }
    }

    static Map<Integer, Seen> next(Map<Integer, Seen> before, List<Tuple2<Integer, Integer>> batch) {
        Map<Integer, List<Integer>> grouped = new TreeMap<>();
        before.keySet().forEach(key -> grouped.put(key, new ArrayList<>()));
        batch.forEach(record ->
                grouped.computeIfAbsent(record._1(), key -> new ArrayList<>()).add(record._2()));
        Map<Integer, Seen> after = new TreeMap<>();
        grouped.forEach((key, values) ->
                Seen.update(values, Optional.ofNullable(before.get(key))).ifPresent(seen -> after.put(key, seen)));
        return after;
    }

    private static Iterator<Tuple2<Integer, Seen>> updateAll(
            Iterator<Tuple3<Integer, List<Integer>, Optional<Seen>>> keys) {
        List<Tuple2<Integer, Seen>> after = new ArrayList<>();
        keys.forEachRemaining(key ->
                Seen.update(key._2(), key._3()).ifPresent(seen -> after.add(new Tuple2<>(key._1(), seen))));
        return after.iterator();
    }

    private record Program(FedPairStream<Integer, Integer> input, List<PairOutput<Integer, Seen>> outputs) {
        static Program of(StreamHarness harness, HashPartitioner byKey) {
            FedPairStream<Integer, Integer> input = harness.pairInput();
            PairDStream<Integer, Integer> stream = input.stream();
            Function2<List<Integer>, Optional<Seen>, Optional<Seen>> update = Seen::update;
            return new Program(
                    input,
                    List.of(
                            harness.collect(stream.updateStateByKey(update)),
                            harness.collect(stream.updateStateByKey(update, byKey.numPartitions())),
                            harness.collect(stream.updateStateByKey(update, byKey)),
                            harness.collect(stream.<Seen>updateStateByKey(
                                    (time, key, values, before) -> Seen.update(values, before), byKey, false)),
                            harness.collect(stream.updateStateByKey(UpdateStateTest::updateAll, byKey, true))));
        }
    }

    @Property
    void everyFormGivesWhatAMapUpdatedByHandHolds_alsoAfterRestarts(
            @ForAll @Size(max = 12) List<@Size(max = 5) List<@IntRange(max = 99) Integer>> history,
            @ForAll @IntRange(min = 1, max = 3) int partitions,
            @ForAll long seed)
            throws Exception {
        Random random = new Random(seed);
        HashPartitioner byKey = new HashPartitioner(partitions);
        try (TemporaryDirectory directory = TemporaryDirectory.create();
                Restarts<Program> running = new Restarts<>(directory.path(), harness -> Program.of(harness, byKey))) {
            Map<Integer, Seen> expected = new TreeMap<>();
            for (List<Integer> batch : history) {
                List<Tuple2<Integer, Integer>> records =
                        batch.stream().map(n -> new Tuple2<>(n / 10, n % 10)).toList();
                FedPairStream<Integer, Integer> input = running.program().input();
                input.feedAll(records.subList(0, records.size() / 2));
                input.feedAll(records.subList(records.size() / 2, records.size()));
                expected = next(expected, records);
                running.harness().runBatch();
                for (PairOutput<Integer, Seen> output : running.program().outputs()) {
                    assertThat(output.lastAsMap()).isEqualTo(expected);
                }
                if (random.nextInt(4) == 0) {
                    running.restart();
                }
            }
        }
    }

    @Nested
    class GivenAnInitialState {
        @Test
        void whenTheFirstBatchRuns_thenItsFunctionSeesIt_andLaterBatchesDoNotSeeItAgain(StreamHarness harness) {
            FedPairStream<String, Integer> input = harness.pairInput();
            PairRdd<String, Integer> initial =
                    harness.context().parallelizePairs(List.of(new Tuple2<>("a", 10), new Tuple2<>("b", 20)));
            PairOutput<String, Integer> sums = harness.collect(
                    input.stream().updateStateByKey(UpdateStateTest::sumUntilHundred, new HashPartitioner(2), initial));
            harness.start();

            input.feed("a", 1).feed("c", 5).feed("b", 80);
            harness.runBatch();
            assertThat(sums.lastAsMap()).isEqualTo(Map.of("a", 11, "c", 5));

            harness.runBatch();
            assertThat(sums.lastAsMap()).isEqualTo(Map.of("a", 11, "c", 5));
        }

        @Test
        void whenTheProgramIsStartedAgain_thenItIsNotReadAgain() {
            try (Restarts<PairOutput<String, Integer>> running = new Restarts<>(
                    checkpoint.resolve("own"),
                    harness -> harness.collect(harness.<String, Integer>pairInput().stream()
                            .updateStateByKey(
                                    UpdateStateTest::countDown,
                                    new HashPartitioner(2),
                                    harness.context().parallelizePairs(List.of(new Tuple2<>("a", 3))))))) {
                running.harness().runBatch();
                running.restart();
                running.harness().runBatch();

                assertThat(running.program().lastAsMap()).isEqualTo(Map.of("a", 1));
            }
        }
    }

    private static Optional<Integer> countDown(List<Integer> values, Optional<Integer> before) {
        return before.map(n -> n - 1);
    }

    private static Optional<Integer> sumUntilHundred(List<Integer> values, Optional<Integer> before) {
        int sum = before.orElse(0) + values.stream().mapToInt(n -> n).sum();
        return Optional.of(sum).filter(s -> s < 100);
    }

    @Nested
    class GivenAnInputThatHasNoRddInSomeBatches {
        @Test
        void whenThereIsNone_thenTheFunctionRunsForEveryKeyAllTheSame(StreamHarness harness) {
            Output<Tuple2<String, Integer>> idle =
                    harness.collect(harness.streaming().stream(new GappySource(harness.context(), 2))
                            .mapToPair(n -> new Tuple2<>("key", n))
                            .<Integer>updateStateByKey(
                                    (values, before) -> Optional.of(values.isEmpty() ? before.orElseThrow() + 1 : 0))
                            .toDStream());
            harness.start();

            harness.runBatches(4);

            assertThat(idle.batches())
                    .containsExactly(
                            List.of(),
                            List.of(new Tuple2<>("key", 0)),
                            List.of(new Tuple2<>("key", 1)),
                            List.of(new Tuple2<>("key", 2)));
        }
    }

    /** A state that its function changes in place. */
    static final class Sum implements Serializable {
        private int sum;

        static Optional<Sum> add(List<Integer> values, Optional<Sum> before) {
            Sum state = before.orElseGet(Sum::new);
            values.forEach(value -> state.sum += value);
            return Optional.of(state);
        }
    }

    @Nested
    class GivenAStateThatIsChangedInPlace {
        @Test
        void whenEarlierBatchesAreLookedAt_thenEachHasTheStateThatItHadThen(StreamHarness harness) {
            FedPairStream<String, Integer> input = harness.pairInput();
            PairDStream<String, Sum> sums = input.stream().updateStateByKey(Sum::add);
            Output<Integer> now = harness.collect(sums.map(pair -> pair._2().sum));
            Output<Integer> lastThree =
                    harness.collect(sums.window(SECOND.multipliedBy(3)).map(pair -> pair._2().sum));
            Output<Integer> everySecond = harness.collect(
                    sums.map(pair -> pair._2().sum).window(SECOND.multipliedBy(2), SECOND.multipliedBy(2)));
            harness.start();

            for (int i = 1; i <= 4; i++) {
                input.feed("a", i);
                harness.runBatch();
            }

            assertThat(now.batches()).containsExactly(List.of(1), List.of(3), List.of(6), List.of(10));
            assertThat(lastThree.batches())
                    .containsExactly(List.of(1), List.of(1, 3), List.of(1, 3, 6), List.of(3, 6, 10));
            assertThat(everySecond.batches()).containsExactly(List.of(1, 3), List.of(6, 10));
        }

        @Test
        void whenTheProgramRemembers_thenASliceHasThemToo(StreamHarness harness) {
            FedPairStream<String, Integer> input = harness.pairInput();
            harness.streaming().remember(SECOND.multipliedBy(10));
            PairDStream<String, Sum> sums = input.stream().updateStateByKey(Sum::add);
            harness.collect(sums);
            harness.start();
            for (int i = 1; i <= 3; i++) {
                input.feed("a", i);
                harness.runBatch();
            }

            List<Integer> kept = sums.slice(new Time(1000), new Time(3000)).stream()
                    .map(rdd -> rdd.first()._2().sum)
                    .toList();

            assertThat(kept).containsExactly(1, 3, 6);
        }
    }

    @Nested
    class GivenAFunctionThatThrows {
        @Test
        void whenItThrowsForAKey_thenTheErrorNamesBatchOperatorLineAndKey(StreamHarness harness) {
            FedPairStream<String, Integer> input = harness.pairInput();
            harness.collect(
                    input.stream().<Integer>updateStateByKey((values, before) -> Optional.of(100 / values.get(0))));
            harness.start();

            input.feed("fine", 1).feed("broken", 0);

            assertThatThrownBy(harness::runBatch)
                    .isInstanceOfSatisfying(
                            StreamException.class,
                            failure -> assertThat(failure.code()).isEqualTo(ErrorCode.BATCH_FAILED))
                    .hasMessageContaining("1000 ms")
                    .hasMessageContaining("updateStateByKey at UpdateStateTest.java:")
                    .hasMessageContaining("ArithmeticException")
                    .hasMessageContaining("in line UpdateStateTest.java:")
                    .hasMessageContaining("for the key 'broken'");
        }

        @Test
        void whenItReturnsNull_thenTheErrorSaysWhatToReturn(StreamHarness harness) {
            FedPairStream<String, Integer> input = harness.pairInput();
            harness.collect(input.stream().<Integer>updateStateByKey((values, before) -> null));
            harness.start();

            input.feed("a", 1);

            assertThatThrownBy(harness::runBatch)
                    .hasMessageContaining("returned null for the key 'a'")
                    .hasRootCauseInstanceOf(StreamException.class)
                    .rootCause()
                    .hasMessageContaining("Optional.empty()");
        }
    }

    @Nested
    @SluiceTest(conf = "sluice.streaming.onBatchFailure=skip")
    class GivenFailedBatchesAreSkipped {
        @Test
        void whenABatchFails_thenTheNextOneStandsOnTheOneBeforeIt(StreamHarness harness) {
            FedPairStream<String, Integer> input = harness.pairInput();
            PairOutput<String, Integer> sums = harness.collect(input.stream()
                    .<Integer>updateStateByKey((values, before) -> Optional.of(before.orElse(0)
                            + values.stream().mapToInt(n -> 100 / n).sum())));
            harness.start();

            input.feed("a", 100).feed("b", 50);
            harness.runBatch();
            input.feed("a", 1).feed("b", 0);
            harness.runBatch();
            assertThat(sums.times()).containsExactly(new Time(1000));
            input.feed("a", 100);
            harness.runBatch();

            assertThat(sums.lastAsMap()).isEqualTo(Map.of("a", 2, "b", 2));
        }

        @Test
        void whenAnOutputFails_thenTheStateOfItsBatchDoesNotCount(StreamHarness harness) {
            FedPairStream<String, Integer> input = harness.pairInput();
            PairDStream<String, Integer> stream = input.stream().updateStateByKey(UpdateStateTest::sumUntilHundred);
            PairOutput<String, Integer> sums = harness.collect(stream);
            stream.foreachRDD((rdd, time) -> {
                if (time.milliseconds() == 2000) {
                    throw new IllegalStateException("no");
                }
            });
            harness.start();

            for (int i = 0; i < 3; i++) {
                input.feed("a", 1);
                harness.runBatch();
            }

            assertThat(sums.lastAsMap()).isEqualTo(Map.of("a", 2));
        }
    }

    @Nested
    class GivenAPartitioner {
        @Test
        void whenItIsToBeRemembered_thenTheRddsAreSpreadByIt(StreamHarness harness) {
            FedPairStream<String, Integer> input = harness.pairInput();
            HashPartitioner byKey = new HashPartitioner(3);
            List<Optional<?>> remembered = new ArrayList<>();
            input.stream()
                    .updateStateByKey(UpdateStateTest::sumUntilHundred, byKey)
                    .foreachRDD(rdd -> remembered.add(rdd.partitioner()));
            input.stream()
                    .<Integer>updateStateByKey(
                            (time, key, values, before) -> sumUntilHundred(values, before), byKey, false)
                    .foreachRDD(rdd -> remembered.add(rdd.partitioner()));
            harness.start();

            harness.runBatch();

            assertThat(remembered).containsExactly(Optional.of(byKey), Optional.empty());
        }
    }

    @Nested
    class GivenNoOutput {
        @Test
        void whenAStreamWithStateIsNotUsed_thenItNeedsNoRoomAndIsNotRun(StreamHarness harness) {
            FedPairStream<String, Integer> input = harness.pairInput();
            Output<Tuple2<String, Integer>> records =
                    harness.collect(input.stream().toDStream());
            input.stream().<Integer>updateStateByKey((values, before) -> {
                throw new IllegalStateException("called");
            });
            harness.start();

            input.feed("a", 1);
            harness.runBatch();

            assertThat(records.last()).containsExactly(new Tuple2<>("a", 1));
        }
    }
}
