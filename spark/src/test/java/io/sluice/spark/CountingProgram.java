package io.sluice.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.function.Function3;
import io.sluice.streaming.MapWithStateDStream;
import io.sluice.streaming.State;
import io.sluice.streaming.StateSpec;
import io.sluice.testkit.FedPairStream;
import io.sluice.testkit.PairOutput;
import io.sluice.testkit.StreamHarness;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** A program with state, which is started again and again on one checkpoint. */
final class CountingProgram implements AutoCloseable {
    private final StreamHarness harness;
    private final FedPairStream<String, Integer> input;
    private final PairOutput<String, Integer> sums;

    private CountingProgram(String master, String checkpoint, Instant now) {
        harness = StreamHarness.builder().master(master).startAt(now).build();
        harness.streaming().checkpoint(checkpoint);
        input = harness.pairInput();
        Function3<String, Optional<Integer>, State<Integer>, String> sum = (key, value, state) -> {
            state.update(state.getOption().orElse(0) + value.orElseThrow());
            return key + state.get();
        };
        MapWithStateDStream<String, Integer, Integer, String> stream =
                input.stream().mapWithState(StateSpec.function(sum).numPartitions(2));
        harness.collect(stream);
        sums = harness.collect(stream.stateSnapshots());
        harness.start();
    }

    /** Runs it on a cluster and in one process by turns. */
    static void runOnEitherEngine(String checkpoint) {
        Instant now = Instant.EPOCH;
        int starts = 0;
        for (String master :
                new String[] {SharedCluster.MASTER, SharedCluster.MASTER, "local[2]", SharedCluster.MASTER}) {
            try (CountingProgram program = new CountingProgram(master, checkpoint, now)) {
                starts++;
                program.input.feed("a", 1).feed("b", 10);
                program.harness.runBatch();
                program.input.feed("a", 1);
                program.harness.runBatch();
                assertThat(program.sums.lastAsMap()).isEqualTo(Map.of("a", 2 * starts, "b", 10 * starts));
                now = program.harness.clock().now();
            }
        }
    }

    @Override
    public void close() {
        harness.close();
    }
}
