package io.sluice.spark;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.SparkEnv;
import org.apache.spark.storage.RDDInfo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is particular to state on executors; what operators give is in the specifications of streams. */
class StateOnSparkTest {
    @TempDir
    private Path checkpoint;

    private StreamHarness harness;
    private FedPairStream<String, Integer> input;
    private Output<String> emitted;
    private PairOutput<String, Integer> sums;

    /** What the program's second output does between two looks at the stream. */
    private Runnable between = () -> {};

    private final List<List<String>> looks = new ArrayList<>();

    private void start(String master, Instant now) {
        harness = StreamHarness.builder().master(master).startAt(now).build();
        harness.streaming().checkpoint(checkpoint.toString());
        input = harness.pairInput();
        Function3<String, Optional<Integer>, State<Integer>, String> sum = (key, value, state) -> {
            state.update(state.getOption().orElse(0) + value.orElseThrow());
            return key + state.get();
        };
        MapWithStateDStream<String, Integer, Integer, String> stream =
                input.stream().mapWithState(StateSpec.function(sum).numPartitions(2));
        emitted = harness.collect(stream);
        sums = harness.collect(stream.stateSnapshots());
        stream.foreachRDD(rdd -> {
            looks.add(rdd.collect());
            between.run();
            looks.add(rdd.collect());
        });
        harness.start();
    }

    private void restart(String master) {
        Instant now = harness.clock().now();
        harness.close();
        start(master, now);
    }

    @AfterEach
    void stop() {
        harness.close();
    }

    @Test
    void aBatchStandsOnTheOneBefore() {
        start(SharedCluster.MASTER, Instant.EPOCH);

        input.feedAll(List.of(new Tuple2<>("a", 1), new Tuple2<>("b", 2), new Tuple2<>("a", 3)));
        harness.runBatch();
        input.feed("a", 5);
        harness.runBatch();

        assertThat(emitted.batches().get(0)).containsExactlyInAnyOrder("a1", "b2", "a4");
        assertThat(emitted.last()).containsExactly("a9");
        assertThat(sums.lastAsMap()).isEqualTo(Map.of("a", 9, "b", 2));
    }

    @Test
    void aProgramGoesOnFromItsCheckpoint_onEitherEngine() {
        start(SharedCluster.MASTER, Instant.EPOCH);
        input.feed("a", 1).feed("b", 2);
        harness.runBatch();
        for (String master : new String[] {SharedCluster.MASTER, "local[2]", "local[2]", SharedCluster.MASTER}) {
            restart(master);

            input.feed("a", 1);
            harness.runBatch();
            harness.runBatch();
            input.feed("c", 1);
            harness.runBatch();
        }

        assertThat(sums.lastAsMap()).isEqualTo(Map.of("a", 5, "b", 2, "c", 4));
    }

    private void feedAll() {
        input.feedAll(List.of(new Tuple2<>("a", 1), new Tuple2<>("b", 1), new Tuple2<>("c", 1), new Tuple2<>("d", 1)));
    }

    @Test
    void anUpdateWhoseBlocksAreLost_changesTheStateOnce() {
        start(SharedCluster.MASTER, Instant.EPOCH);
        between = StateOnSparkTest::dropBlocks;

        for (int batch = 1; batch <= 3; batch++) {
            feedAll();
            harness.runBatch();
            assertThat(looks.get(1)).containsExactlyInAnyOrderElementsOf(looks.get(0));
            looks.clear();
            assertThat(sums.lastAsMap()).isEqualTo(Map.of("a", batch, "b", batch, "c", batch, "d", batch));
        }
    }

    @Test
    void whatUpdatesEmitted_isDroppedWhenItsBatchIsOver() {
        Set<Integer> others = SharedCluster.persistedBeside(Set.of());
        start(SharedCluster.MASTER, Instant.EPOCH);

        for (int batch = 0; batch < 5; batch++) {
            feedAll();
            harness.runBatch();
        }

        assertThat(SharedCluster.persistedBeside(others)).hasSizeLessThanOrEqualTo(2);
    }

    private static void dropBlocks() {
        for (RDDInfo persisted : SharedCluster.get().sc().getRDDStorageInfo()) {
            SparkEnv.get().blockManager().master().removeRdd(persisted.id(), true);
        }
    }

    @Test
    void executorsThatDieWithTheirState_areReplacedByOthersThatReadIt() {
        start(SharedCluster.MASTER, Instant.EPOCH);
        feedAll();
        harness.runBatch();
        looks.clear();
        between = this::killAnExecutor;

        feedAll();
        harness.runBatch(); // one dies in the middle of it
        between = () -> {};
        assertThat(looks.get(1)).containsExactlyInAnyOrderElementsOf(looks.get(0));
        killAnExecutor(); // and one between two batches
        feedAll();
        harness.runBatch();

        assertThat(emitted.last()).containsExactlyInAnyOrder("a3", "b3", "c3", "d3");
        assertThat(sums.lastAsMap()).isEqualTo(Map.of("a", 3, "b", 3, "c", 3, "d", 3));
    }

    private void killAnExecutor() {
        List<Long> pids = harness.context()
                .parallelize(List.of(1, 2, 3, 4), 4)
                .map(n -> ProcessHandle.current().pid())
                .collect();
        ProcessHandle victim = ProcessHandle.of(pids.get(0)).orElseThrow();
        victim.destroyForcibly();
        victim.onExit().join();
    }
}
