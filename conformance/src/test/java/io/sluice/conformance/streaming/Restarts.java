package io.sluice.conformance.streaming;

import io.sluice.testkit.StreamHarness;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.Function;

/**
 * A program that can be ended between two batches and started again on the same checkpoint, at the same time of its clock.
 *
 * @param <P> what the program's builder hands out: its inputs and outputs
 */
final class Restarts<P> implements AutoCloseable {
    private final Path checkpoint;
    private final Function<StreamHarness, P> builder;
    private StreamHarness harness;
    private P program;

    Restarts(Path checkpoint, Function<StreamHarness, P> builder) {
        this.checkpoint = checkpoint;
        this.builder = builder;
        start(Instant.EPOCH);
    }

    private void start(Instant now) {
        harness = StreamHarness.builder()
                .startAt(now)
                .set("sluice.streaming.maxQueuedBatches", "10")
                .build();
        harness.streaming().checkpoint(checkpoint.toString());
        program = builder.apply(harness);
        harness.start();
    }

    /** Ends the program, which forgets all that is not in the checkpoint, and starts it again. */
    void restart() {
        Instant now = harness.clock().now();
        harness.close();
        start(now);
    }

    StreamHarness harness() {
        return harness;
    }

    P program() {
        return program;
    }

    @Override
    public void close() {
        harness.close();
    }
}
