package io.sluice.testkit;

import static java.util.Objects.requireNonNull;

import io.sluice.SluiceContext;
import io.sluice.streaming.DStream;
import io.sluice.streaming.PairDStream;
import io.sluice.streaming.StreamingContext;
import io.sluice.streaming.StreamingContextState;
import io.sluice.streaming.Time;
import io.sluice.streaming.batch.BatchCycle;
import io.sluice.time.ManualClock;
import java.time.Duration;

/**
 * A streaming program under test: contexts on a clock that stands still until {@link #runBatch} moves it by one batch
 * interval.
 *
 * <p>First come inputs, the program, and what is to be collected; then {@link #start()}; then batches. Records fed before a
 * batch belong to it. A batch that fails makes {@link #runBatch()} throw what {@code awaitTermination} would. Close the
 * harness, or have {@link SluiceExtension} do it: it stops the contexts and fails when a thread of theirs is left. Confined
 * to the thread of the test; records may be fed from any thread.
 */
public final class StreamHarness implements AutoCloseable {
    private final SluiceContext context;
    private final StreamingContext streaming;
    private final ManualClock clock;
    private final Duration batchInterval;
    private final LiveThreads threads;

    StreamHarness(HarnessBuilder settings) {
        LiveThreads before = LiveThreads.now();
        try {
            this.batchInterval = settings.batchInterval();
            this.clock = new ManualClock(settings.startAt());
            this.context = new SluiceContext(settings.conf());
            this.streaming = new StreamingContext(context, batchInterval, clock);
        } catch (RuntimeException invalid) {
            before.requireNoNewOnes();
            throw invalid;
        }
        this.threads = before;
    }

    /** Two worker threads, and a batch every second. */
    public static StreamHarness create() {
        return builder().build();
    }

    /** Two worker threads, and a batch every {@code batchInterval}. */
    public static StreamHarness create(Duration batchInterval) {
        return builder().batchInterval(batchInterval).build();
    }

    public static HarnessBuilder builder() {
        return new HarnessBuilder();
    }

    // ---- the program

    /** A stream to feed. */
    public <T> FedStream<T> input() {
        return input("fed");
    }

    /**
     * A stream to feed.
     *
     * @param name what listeners and errors call it
     */
    public <T> FedStream<T> input(String name) {
        FedSource<T> source = new FedSource<>(context, requireNonNull(name, "name"));
        return new FedStream<>(source, streaming.stream(source));
    }

    /** A stream of keys and values to feed. */
    public <K, V> FedPairStream<K, V> pairInput() {
        return pairInput("fed");
    }

    /**
     * A stream of keys and values to feed.
     *
     * @param name what listeners and errors call it
     */
    public <K, V> FedPairStream<K, V> pairInput(String name) {
        return new FedPairStream<>(input(name));
    }

    /** Adds an output that keeps the records of every batch of a stream. */
    public <T> Output<T> collect(DStream<T> stream) {
        return new Output<>(stream);
    }

    /** Adds an output that keeps the records of every batch of a stream. */
    public <K, V> PairOutput<K, V> collect(PairDStream<K, V> stream) {
        return new PairOutput<>(stream);
    }

    /** Records what listeners hear from now on; when {@link #runBatch} returns, all of the batch has been heard. */
    public ListenerRecorder listen() {
        ListenerRecorder recorder = new ListenerRecorder();
        streaming.addStreamingListener(recorder);
        return recorder;
    }

    // ---- batches

    /** Starts the program. Does the same as starting {@link #streaming()}. */
    public void start() {
        streaming.start();
    }

    /**
     * Moves the clock by one batch interval, to the next batch, and waits until that batch is done.
     *
     * @return the time of the batch
     * @throws io.sluice.error.StreamException {@code BATCH_FAILED} if it failed, or one did before and ended the program
     * @throws IllegalStateException if the program is not running
     */
    public Time runBatch() {
        BatchCycle cycle = running();
        rethrowFailure(cycle);
        Time due = nextBatch();
        clock.advanceTo(due.toInstant());
        waitFor("batch " + due, () -> cycle.termination().awaitBatch(due));
        cycle.flushEvents();
        rethrowFailure(cycle);
        return due;
    }

    /**
     * Runs so many batches, one after the other.
     *
     * @return the time of the last one
     */
    public Time runBatches(int batches) {
        if (batches < 1) {
            throw new IllegalArgumentException("at least one batch must run, got " + batches);
        }
        Time last = runBatch();
        for (int done = 1; done < batches; done++) {
            last = runBatch();
        }
        return last;
    }

    /** Runs batches until no input holds records that no batch has taken; none if there are none. */
    public void runUntilIdle() {
        BatchCycle cycle = running();
        rethrowFailure(cycle);
        while (cycle.hasUnplanned()) {
            runBatch();
        }
    }

    /**
     * Stops gracefully: inputs hand over what they have, and one last batch processes it.
     *
     * @throws io.sluice.error.StreamException {@code BATCH_FAILED} if a batch failed
     */
    public void stopGracefully() {
        BatchCycle cycle = running();
        Thread stopping = new Thread(() -> streaming.stop(false, true), "sluice-testkit-stop");
        stopping.start();
        waitFor("the inputs to stop", () -> cycle.termination().awaitLastBatchDue());
        clock.advanceTo(nextBatch().toInstant());
        waitFor("the last batch", stopping::join);
        rethrowFailure(cycle);
    }

    private Time nextBatch() {
        return new Time(clock.millis()).floor(batchInterval).plus(batchInterval);
    }

    private BatchCycle running() {
        if (streaming.getState() == StreamingContextState.INITIALIZED) {
            throw new IllegalStateException("the program is not started: call start before running batches");
        }
        BatchCycle cycle = streaming.batches().orElseThrow(StreamHarness::notRunning);
        if (streaming.getState() == StreamingContextState.STOPPED) {
            rethrowFailure(cycle);
            throw notRunning();
        }
        return cycle;
    }

    private static IllegalStateException notRunning() {
        return new IllegalStateException("the program is stopped: no batch runs any more");
    }

    private static void rethrowFailure(BatchCycle cycle) {
        cycle.termination().failure().ifPresent(failure -> {
            if (failure instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) failure;
        });
    }

    private interface Waiting {
        void await() throws InterruptedException;
    }

    private static void waitFor(String what, Waiting waiting) {
        try {
            waiting.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for " + what, interrupted);
        }
    }

    // ---- what it is made of

    /** What inputs of other kinds are made from. */
    public StreamingContext streaming() {
        return streaming;
    }

    public SluiceContext context() {
        return context;
    }

    /** The clock of the program, to move in steps other than batches. */
    public ManualClock clock() {
        return clock;
    }

    /** What the clock shows: after {@link #runBatch}, the time of that batch. */
    public Time now() {
        return new Time(clock.millis());
    }

    public Duration batchInterval() {
        return batchInterval;
    }

    /**
     * Stops the program and its contexts. Calling it again does nothing.
     *
     * @throws AssertionError if a thread of Sluice that was started after the harness was made does not end
     */
    @Override
    public void close() {
        streaming.stop(true, false);
        threads.requireNoNewOnes();
    }
}
