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
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
}
