package io.sluice.streaming.batch;

import io.sluice.error.StreamException;
import io.sluice.streaming.Time;
import io.sluice.streaming.event.BatchInfo;
import io.sluice.streaming.event.OutputOperationInfo;
import io.sluice.streaming.event.StreamInputInfo;
import io.sluice.streaming.graph.OutputJob;
import io.sluice.streaming.graph.StateJob;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A planned batch on its way through the cycle: its work, and what is known of it so far. Guarded by itself. */
final class Batch {
    private final Time time;
    private final List<StateJob> stateJobs;
    private final List<OutputJob<?>> jobs;
    private final Map<Integer, StreamInputInfo> inputs;
    private final long submitted;
    private final AtomicInteger unfinished;
    private final Map<Integer, OutputOperationInfo> outputs = new HashMap<>();
    private StreamException failure;
    private long started = -1;
    private long ended = -1;

    Batch(
            Time time,
            List<StateJob> stateJobs,
            List<OutputJob<?>> jobs,
            Map<Integer, StreamInputInfo> inputs,
            long submitted) {
        this.time = time;
        this.stateJobs = stateJobs;
        this.jobs = jobs;
        this.inputs = inputs;
        this.submitted = submitted;
        this.unfinished = new AtomicInteger(jobs.size());
    }

    Time time() {
        return time;
    }

    /** What changes state, in the order in which it must run. */
    List<StateJob> stateJobs() {
        return stateJobs;
    }

    List<OutputJob<?>> jobs() {
        return jobs;
    }

    /** Whether it has anything that listeners are told of. */
    boolean hasWork() {
        return !jobs.isEmpty();
    }

    /** Notes a failure; the first one counts. */
    synchronized void failed(StreamException thrown) {
        failure = failure == null ? thrown : failure;
    }

    /** Why it failed, if it did. */
    synchronized Optional<StreamException> failure() {
        return Optional.ofNullable(failure);
    }

    /** Notes that an output begins; true if it is the first. */
    synchronized boolean outputStarted(OutputOperationInfo output) {
        outputs.put(output.id(), output);
        boolean first = started < 0;
        started = first ? output.startTime() : started;
        return first;
    }

    /** Notes that an output ended; true if it was the last. */
    synchronized boolean outputEnded(OutputOperationInfo output) {
        outputs.put(output.id(), output);
        ended = output.endTime();
        return unfinished.decrementAndGet() == 0;
    }

    /** What is known of it now. */
    synchronized BatchInfo info() {
        boolean over = unfinished.get() == 0;
        return new BatchInfo(time, inputs, submitted, started, over ? ended : -1, outputs);
    }
}
