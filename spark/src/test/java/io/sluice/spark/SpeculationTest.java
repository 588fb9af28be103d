package io.sluice.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.FutureAction;
import io.sluice.LongAccumulator;
import io.sluice.Rdd;
import io.sluice.SluiceContext;
import io.sluice.Tuple2;
import io.sluice.function.Function3;
import io.sluice.streaming.MapWithStateDStream;
import io.sluice.streaming.State;
import io.sluice.streaming.StateSpec;
import io.sluice.testkit.FedPairStream;
import io.sluice.testkit.Output;
import io.sluice.testkit.PairOutput;
import io.sluice.testkit.StreamHarness;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Of a task that runs twice at the same time, as an executor is slow, one counts. */
@Tag("cluster")
class SpeculationTest {
    @TempDir
    static Path directory;

    private static Standalone standalone;

    @BeforeAll
    static void start() {
        standalone = Speculation.start(directory);
    }

    @AfterAll
    static void stop() {
        standalone.close();
    }

    @Test
    void whenASlowTaskIsOvertakenByItsCopy_thenNothingCountsTwice() throws Exception {
        try (Gate gate = Gate.open();
                SluiceContext context = OnSpark.context(standalone.spark())) {
            LongAccumulator counted = context.longAccumulator();
            int port = gate.port();
            FutureAction<List<Integer>> job = context.parallelize(
                            IntStream.range(0, 40).boxed().toList(), 4)
                    .mapPartitions(records -> {
                        Speculation.pass(port);
                        return records;
                    })
                    .map(n -> {
                        counted.add(1);
                        return n;
                    })
                    .collectAsync();

            Gate.Waiting slow = gate.next();
            for (int others = 0; others < 3; others++) {
                gate.next().pass();
            }
            Gate.Waiting copy = Speculation.copyOf(slow, gate);
            copy.pass();
            slow.pass(); // it goes on as well, until it hears that it is not wanted any more

            assertThat(job.get()).isEqualTo(IntStream.range(0, 40).boxed().toList());
            assertThat(counted.value()).isEqualTo(40);
        }
    }

    @Test
    void whenATaskThatWritesAFileIsOvertakenByItsCopy_thenTheFileIsThatOfOneOfThem(@TempDir Path root)
            throws Exception {
        try (Gate gate = Gate.open();
                SluiceContext context = OnSpark.context(standalone.spark())) {
            int port = gate.port();
            Path out = root.resolve("out");
            Rdd<Integer> numbers = context.parallelize(
                            IntStream.range(0, 40).boxed().toList(), 4)
                    .mapPartitions(records -> {
                        Speculation.pass(port); // the file is open by now
                        return records;
                    });
            CompletableFuture<Void> save = CompletableFuture.runAsync(() -> numbers.saveAsTextFile(out.toString()));

            Gate.Waiting slow = gate.next();
            for (int others = 0; others < 3; others++) {
                gate.next().pass();
            }
            Speculation.copyOf(slow, gate).pass();
            save.get(120, TimeUnit.SECONDS);
            slow.pass(); // unless it has heard already that it is not wanted any more

            assertThat(out.toFile().list())
                    .containsExactlyInAnyOrder("_SUCCESS", "part-00000", "part-00001", "part-00002", "part-00003");
            assertThat(root.toFile().list()).containsExactly("out");
            assertThat(context.textFile(out.toString()).map(Integer::parseInt).collect())
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.range(0, 40).boxed().toList());
        }
    }

    /** A program with state, and what it must have given. */
    private static final class Sums implements AutoCloseable {
        private static final int SLOW = 1_000;
        private static final List<String> KEYS = List.of("a", "b", "c", "d", "e", "f");

        private final StreamHarness harness =
                StreamHarness.builder().master(SharedCluster.MASTER).build();
        private final LongAccumulator counted = harness.context().longAccumulator();
        private final FedPairStream<String, Integer> input = harness.pairInput();
        private final Output<String> emitted;
        private final PairOutput<String, Integer> sums;
        private final Map<String, Integer> expected = new HashMap<>();
        private int batches;

        Sums(Path checkpoint, int port) {
            harness.streaming().checkpoint(checkpoint.toString());
            MapWithStateDStream<String, Integer, Integer, String> stream = input.stream()
                    .mapWithState(StateSpec.function(sum(port, counted)).numPartitions(2));
            emitted = harness.collect(stream);
            sums = harness.collect(stream.stateSnapshots());
            harness.start();
        }

        private static Function3<String, Optional<Integer>, State<Integer>, String> sum(
                int port, LongAccumulator counted) {
            return (key, number, state) -> {
                if (number.orElseThrow() == SLOW) {
                    Speculation.pass(port);
                }
                counted.add(1);
                state.update(state.getOption().orElse(0) + number.orElseThrow());
                return key + state.get();
            };
        }

        void awaitExecutors() {
            while (harness.context().engine().places().size() < 2) {
                harness.context().parallelize(List.of(1, 2), 2).count(); // they come while jobs run
            }
        }

        /** A batch with a number for each key, one of which may be waited for at the gate. */
        Future<?> batch(int numberOfA) {
            feed(numberOfA);
            return CompletableFuture.runAsync(harness::runBatch);
        }

        private void feed(int numberOfA) {
            List<Tuple2<String, Integer>> records = KEYS.stream()
                    .map(key -> new Tuple2<>(key, key.equals("a") ? numberOfA : 1))
                    .toList();
            records.forEach(record -> expected.merge(record._1(), record._2(), Integer::sum));
            input.feedAll(records);
            batches++;
        }

        void runBatch() throws Exception {
            assertIsRight(batch(1));
        }

        void assertIsRight(Future<?> batch) throws ExecutionException, InterruptedException, TimeoutException {
            batch.get(120, TimeUnit.SECONDS);
            assertThat(sums.lastAsMap()).isEqualTo(expected);
            assertThat(emitted.last())
                    .containsExactlyInAnyOrderElementsOf(
                            KEYS.stream().map(key -> key + expected.get(key)).toList());
            assertThat(counted.value()).isEqualTo((long) batches * KEYS.size());
        }

        @Override
        public void close() {
            harness.close();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whenAnUpdateOfStateRunsTwiceAtATime_thenOneCounts_whicheverIsFirst(
            boolean copyIsFirst, @TempDir Path checkpoint) throws Exception {
        SharedCluster.lend(standalone.spark());
        try (Gate gate = Gate.open();
                Sums program = new Sums(checkpoint, gate.port())) {
            program.awaitExecutors();
            program.runBatch();

            Future<?> twice = program.batch(Sums.SLOW);
            Gate.Waiting original = gate.next();
            Gate.Waiting copy = Speculation.copyOf(original, gate);
            Gate.Waiting winner = copyIsFirst ? copy : original;
            Gate.Waiting loser = copyIsFirst ? original : copy;
            winner.pass();
            program.assertIsRight(twice);

            program.runBatch(); // while the other one still waits
            loser.pass();
            program.runBatch();
            winner.executor().destroyForcibly(); // so that the state goes where it had lost
            program.runBatch();
            program.runBatch();
        }
    }
}
