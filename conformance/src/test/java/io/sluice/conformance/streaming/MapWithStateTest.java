package io.sluice.conformance.streaming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.HashPartitioner;
import io.sluice.LongAccumulator;
import io.sluice.Tuple2;
import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;
import io.sluice.function.Function3;
import io.sluice.function.Function4;
import io.sluice.streaming.MapWithStateDStream;
import io.sluice.streaming.State;
import io.sluice.streaming.StateSpec;
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
import java.util.NoSuchElementException;
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

/** {@code mapWithState}: Spark's rules for {@code State}, and random histories against a map that is updated by hand. */
@SluiceTest
@PropertyDefaults(tries = 40)
class MapWithStateTest {
    @TempDir
    private Path checkpoint;

    @BeforeEach
    void keepStateIn(StreamHarness harness) {
        harness.streaming().checkpoint(checkpoint.toString());
    }

    /** What one record does, by its value: 9 removes, 8 only looks, anything else is added; all say what they saw. */
    private static Optional<String> step(Time time, Integer key, Optional<Integer> value, State<Integer> state) {
        String seen = "%d %s %s".formatted(key, state, state.isTimingOut() ? "out" : value.orElseThrow());
        if (!state.isTimingOut()) {
            int n = value.orElseThrow();
            if (n == 9 && state.exists()) {
                state.remove();
            } else if (n < 8) {
                state.update(state.getOption().orElse(0) + n);
            }
            if (n == 7) {
                return Optional.empty();
            }
        }
        return Optional.of(seen);
    }

    /** The same by hand. */
    private static final class Reference {
        private final Map<Integer, Integer> sums = new TreeMap<>();
        private final Map<Integer, Integer> lastBatch = new TreeMap<>();
        private final int timeout;
        private int batch;

        Reference(int timeout) {
            this.timeout = timeout;
        }

        List<String> run(List<Tuple2<Integer, Integer>> records) {
            batch++;
            List<String> emitted = new ArrayList<>();
            for (Tuple2<Integer, Integer> record : records) {
                int key = record._1();
                int n = record._2();
                if (n != 7) {
                    emitted.add("%d %s %d".formatted(key, text(key), n));
                }
                if (n == 9) {
                    sums.remove(key);
                } else if (n < 8) {
                    sums.merge(key, n, Integer::sum);
                }
                lastBatch.put(key, batch);
            }
            for (int key : List.copyOf(sums.keySet())) {
                if (timeout > 0 && batch - lastBatch.get(key) >= timeout) {
                    emitted.add("%d %s out".formatted(key, text(key)));
                    sums.remove(key);
                }
            }
            return emitted.stream().sorted().toList();
        }

        private String text(int key) {
            return sums.containsKey(key) ? sums.get(key).toString() : "<state not set>";
        }
    }

    private record Program(
            FedPairStream<Integer, Integer> input, Output<String> emitted, PairOutput<Integer, Integer> snapshots) {
        static Program of(StreamHarness harness, int partitions, int timeout) {
            FedPairStream<Integer, Integer> input = harness.pairInput();
            Function4<Time, Integer, Optional<Integer>, State<Integer>, Optional<String>> step = MapWithStateTest::step;
            StateSpec<Integer, Integer, Integer, String> spec =
                    StateSpec.function(step).numPartitions(partitions);
            if (timeout > 0) {
                spec.timeout(Duration.ofSeconds(timeout));
            }
            MapWithStateDStream<Integer, Integer, Integer, String> stream =
                    input.stream().mapWithState(spec);
            return new Program(input, harness.collect(stream), harness.collect(stream.stateSnapshots()));
        }
    }

    @Property
    void whatComesOutAndWhatStaysIsWhatAMapUpdatedByHandGives_alsoAfterRestarts(
            @ForAll @Size(max = 15) List<@Size(max = 5) List<@IntRange(max = 59) Integer>> history,
            @ForAll @IntRange(max = 4) int timeout,
            @ForAll @IntRange(min = 1, max = 3) int partitions,
            @ForAll long seed)
            throws Exception {
        Random random = new Random(seed);
        try (TemporaryDirectory directory = TemporaryDirectory.create();
                Restarts<Program> running =
                        new Restarts<>(directory.path(), harness -> Program.of(harness, partitions, timeout))) {
            Reference expected = new Reference(timeout);
            for (List<Integer> batch : history) {
                List<Tuple2<Integer, Integer>> records =
                        batch.stream().map(n -> new Tuple2<>(n / 10, n % 10)).toList();
                running.program().input().feedAll(records);
                running.harness().runBatch();
                assertThat(running.program().emitted().last().stream().sorted().toList())
                        .isEqualTo(expected.run(records));
                assertThat(running.program().snapshots().lastAsMap()).isEqualTo(expected.sums);
                if (random.nextInt(4) == 0) {
                    running.restart();
                }
            }
        }
    }

    /** Runs one record of key "a" after another, each with a function of its own; what the last one gave. */
    private static Output<String> outputOf(
            StreamHarness harness,
            FedPairStream<String, Integer> input,
            Function3<String, Optional<Integer>, State<String>, String> f) {
        Output<String> output = harness.collect(input.stream().mapWithState(StateSpec.function(f)));
        harness.start();
        input.feed("a", 1);
        harness.runBatch();
        return output;
    }

    @Nested
    class GivenStateThatIsNotSet {
        @Test
        void whenItIsAskedFor_thenGetFailsAndTheRestSaysSo(StreamHarness harness) {
            assertThat(outputOf(harness, harness.pairInput(), (key, value, state) -> {
                                assertThatThrownBy(state::get).isInstanceOf(NoSuchElementException.class);
                                return state.exists() + " " + state.getOption() + " " + state + " "
                                        + state.isTimingOut();
                            })
                            .last())
                    .containsExactly("false Optional.empty <state not set> false");
        }

        @Test
        void whenItIsRemoved_thenThatIsLegal_butNotTwice(StreamHarness harness) {
            assertThat(outputOf(harness, harness.pairInput(), (key, value, state) -> {
                                state.remove();
                                assertThatThrownBy(state::remove).isInstanceOf(IllegalArgumentException.class);
                                return "removed";
                            })
                            .last())
                    .containsExactly("removed");
        }
    }

    @Nested
    class GivenStateThatWasUpdatedInTheCall {
        @Test
        void whenItIsReadUpdatedAndRemoved_thenEachShowsAtOnce(StreamHarness harness) {
            assertThat(outputOf(harness, harness.pairInput(), (key, value, state) -> {
                                state.update("1");
                                String first = state.get();
                                state.update("2");
                                String second = state.get();
                                state.remove();
                                return first + second + state.exists();
                            })
                            .last())
                    .containsExactly("12false");
        }

        @Test
        void whenItWasRemoved_thenItCannotBeUpdated(StreamHarness harness) {
            assertThat(outputOf(harness, harness.pairInput(), (key, value, state) -> {
                                state.update("1");
                                state.remove();
                                assertThatThrownBy(() -> state.update("2"))
                                        .isInstanceOf(IllegalArgumentException.class)
                                        .hasMessageContaining("removed");
                                return "refused";
                            })
                            .last())
                    .containsExactly("refused");
        }

        @Test
        void whenItIsUpdatedToNull_thenThatIsRefused(StreamHarness harness) {
            assertThat(outputOf(harness, harness.pairInput(), (key, value, state) -> {
                                assertThatThrownBy(() -> state.update(null))
                                        .isInstanceOf(IllegalArgumentException.class);
                                return "refused";
                            })
                            .last())
                    .containsExactly("refused");
        }
    }

    @Nested
    class GivenATimeOut {
        private Output<String> timingOut(
                StreamHarness harness,
                FedPairStream<String, Integer> input,
                Function3<String, Optional<Integer>, State<String>, String> f) {
            Output<String> output = harness.collect(
                    input.stream().mapWithState(StateSpec.function(f).timeout(Duration.ofSeconds(3))));
            harness.start();
            return output;
        }

        @Test
        void whenAKeyIsIdle_thenItTimesOutInTheBatchWhenItIsDue_andOnlyThen(StreamHarness harness) {
            FedPairStream<String, Integer> input = harness.pairInput();
            Output<String> output = timingOut(harness, input, (key, value, state) -> {
                if (state.isTimingOut()) {
                    return "out " + value + state.get();
                }
                state.update("set");
                return "in";
            });

            input.feed("a", 1);
            harness.runBatches(6);

            assertThat(output.batches())
                    .containsExactly(
                            List.of("in"),
                            List.of(),
                            List.of(),
                            List.of("out Optional.emptyset"),
                            List.of(),
                            List.of());
        }

        @Test
        void whenARecordOnlyLooks_thenItStillKeepsTheKey(StreamHarness harness) {
            FedPairStream<String, Integer> input = harness.pairInput();
            Output<String> output = timingOut(harness, input, (key, value, state) -> {
                if (state.isTimingOut()) {
                    return "out";
                }
                if (!state.exists()) {
                    state.update("set");
                }
                return "in";
            });

            input.feed("a", 1);
            harness.runBatches(3);
            input.feed("a", 1);
            harness.runBatches(4);

            assertThat(output.all()).containsExactly("in", "in", "out");
            assertThat(output.at(new Time(7000))).containsExactly("out");
        }

        @Test
        void whenTheKeyTimesOut_thenItsStateCannotBeChanged(StreamHarness harness) {
            FedPairStream<String, Integer> input = harness.pairInput();
            Output<String> output = timingOut(harness, input, (key, value, state) -> {
                if (state.isTimingOut()) {
                    assertThatThrownBy(() -> state.update("more")).isInstanceOf(IllegalArgumentException.class);
                    assertThatThrownBy(state::remove).isInstanceOf(IllegalArgumentException.class);
                    return state.exists() + state.get();
                }
                state.update("set");
                return "in";
            });

            input.feed("a", 1);
            harness.runBatches(4);

            assertThat(output.last()).containsExactly("trueset");
        }

        @Test
        void whenTimesArePassedOver_thenItGoesByTimeAndNotByBatches(StreamHarness harness) {
            FedPairStream<String, Integer> input = harness.pairInput();
            Output<String> output = timingOut(harness, input, (key, value, state) -> {
                if (!state.isTimingOut()) {
                    state.update("set");
                }
                return state.isTimingOut() ? "out" : "in";
            });

            input.feed("a", 1);
            harness.runBatch();
            input.feed("b", 1);
            harness.clock().advance(Duration.ofSeconds(2000));
            harness.runBatch();

            assertThat(output.all()).containsExactly("in", "in", "out", "out");
        }
    }

    @Nested
    class GivenAnInitialState {
        @Test
        void whenTheFirstBatchRuns_thenItIsThere_andItTimesOutFromThenOn(StreamHarness harness) {
            FedPairStream<String, Integer> input = harness.pairInput();
            Function3<String, Optional<Integer>, State<Integer>, String> f =
                    (key, value, state) -> key + value.orElse(0) + state + state.isTimingOut();
            MapWithStateDStream<String, Integer, Integer, String> stream = input.stream()
                    .mapWithState(StateSpec.function(f)
                            .initialState(harness.context()
                                    .parallelizePairs(List.of(new Tuple2<>("a", 5), new Tuple2<>("b", 7))))
                            .partitioner(new HashPartitioner(2))
                            .timeout(Duration.ofSeconds(2)));
            Output<String> output = harness.collect(stream);
            PairOutput<String, Integer> snapshots = harness.collect(stream.stateSnapshots());
            harness.start();

            input.feed("a", 1);
            harness.runBatch();
            assertThat(output.last()).containsExactly("a15false");
            assertThat(snapshots.lastAsMap()).isEqualTo(Map.of("a", 5, "b", 7));

            input.feed("a", 2);
            harness.runBatches(3);
            assertThat(output.at(new Time(2000))).containsExactly("a25false");
            assertThat(output.at(new Time(3000))).containsExactly("b07true");
            assertThat(output.at(new Time(4000))).containsExactly("a05true");
            assertThat(snapshots.lastAsMap()).isEmpty();
        }
    }

    @Nested
    class GivenSnapshotsThatAreKept {
        @Test
        void whenTheyAreWindowed_thenEachIsThatOfItsBatch(StreamHarness harness) {
            FedPairStream<String, Integer> input = harness.pairInput();
            Function3<String, Optional<Integer>, State<Integer>, Integer> f = (key, value, state) -> {
                state.update(value.orElseThrow());
                return 0;
            };
            Output<Integer> windows = harness.collect(input.stream()
                    .mapWithState(StateSpec.function(f))
                    .stateSnapshots()
                    .window(Duration.ofSeconds(4), Duration.ofSeconds(2))
                    .map(Tuple2::_2));
            harness.start();

            for (int i = 1; i <= 4; i++) {
                input.feed("a", i);
                harness.runBatch();
            }

            assertThat(windows.batches()).containsExactly(List.of(1, 2), List.of(1, 2, 3, 4));
        }
    }

    @Nested
    class GivenASpec {
        @Test
        void whenItsFunctionCannotBeSent_thenThatIsSaidAtOnce() {
            Object notSerializable = new Object();

            assertThatThrownBy(() -> StateSpec.<String, Integer, Integer, String>function(
                            (key, value, state) -> notSerializable.toString()))
                    .isInstanceOfSatisfying(
                            StreamException.class,
                            failure -> assertThat(failure.code()).isEqualTo(ErrorCode.CLOSURE_NOT_SERIALIZABLE));
        }

        @Test
        void whenItsFunctionUsesAnAccumulator_thenThatIsFine(StreamHarness harness) {
            LongAccumulator calls = harness.context().longAccumulator();
            FedPairStream<String, Integer> input = harness.pairInput();
            outputOf(harness, input, (key, value, state) -> {
                calls.add(1);
                return key;
            });

            assertThat(calls.value()).isEqualTo(1);
        }

        @Test
        void whenPartitionsAreSaidTwice_thenTheLastCounts(StreamHarness harness) {
            FedPairStream<String, Integer> input = harness.pairInput();
            List<Integer> partitions = new ArrayList<>();
            Function3<String, Optional<Integer>, State<Integer>, String> f = (key, value, state) -> key;
            input.stream()
                    .mapWithState(StateSpec.function(f)
                            .partitioner(new HashPartitioner(5))
                            .numPartitions(3))
                    .foreachRDD(rdd -> {
                        partitions.add(rdd.getNumPartitions());
                    });
            harness.start();

            harness.runBatch();

            assertThat(partitions).containsExactly(3);
        }

        @Test
        void whenTheTimeOutIsNone_thenThatIsRefused() {
            Function3<String, Optional<Integer>, State<Integer>, String> f = (key, value, state) -> key;

            assertThatThrownBy(() -> StateSpec.function(f).timeout(Duration.ZERO))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Nested
    class GivenAFunctionThatFails {
        @Test
        void whenItThrows_thenTheErrorNamesBatchOperatorLineAndKey(StreamHarness harness) {
            assertThatThrownBy(() -> outputOf(harness, harness.pairInput(), (key, value, state) -> {
                        throw new AssertionError("no");
                    }))
                    .hasMessageContaining("Batch 1000 ms")
                    .hasMessageContaining("mapWithState at MapWithStateTest.java:")
                    .hasMessageContaining("in line MapWithStateTest.java:")
                    .hasMessageContaining("for the key 'a'");
        }

        @Test
        void whenItReturnsNullWhereAnOptionalIsExpected_thenTheErrorSaysWhatToReturn(StreamHarness harness) {
            FedPairStream<String, Integer> input = harness.pairInput();
            harness.collect(input.stream()
                    .mapWithState(
                            StateSpec.<String, Integer, Integer, String>function((time, key, value, state) -> null)));
            harness.start();
            input.feed("a", 1);

            assertThatThrownBy(harness::runBatch)
                    .hasMessageContaining("returned null for the key 'a'")
                    .rootCause()
                    .hasMessageContaining("Optional.empty()");
        }
    }
}
