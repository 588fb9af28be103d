package io.sluice.streaming.batch;

import io.sluice.CallSite;
import io.sluice.SluiceContext;
import io.sluice.engine.JobInfo;
import io.sluice.error.StreamException;
import io.sluice.streaming.event.ListenerBus;
import io.sluice.streaming.event.OutputOperationInfo;
import io.sluice.streaming.event.StreamingListenerBatchCompleted;
import io.sluice.streaming.event.StreamingListenerBatchStarted;
import io.sluice.streaming.event.StreamingListenerBatchSubmitted;
import io.sluice.streaming.event.StreamingListenerOutputOperationCompleted;
import io.sluice.streaming.event.StreamingListenerOutputOperationStarted;
import io.sluice.streaming.graph.Output;
import io.sluice.streaming.graph.OutputJob;
import io.sluice.streaming.graph.StateJob;
import io.sluice.time.StreamClock;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs planned batches in the order in which they were planned: first what changes state, then the outputs, which may run
 * side by side, and then whatever makes the batch count. A batch begins when the one before is over, unless there is no
 * state and several outputs may run at a time. Thread-safe.
 */
final class BatchRunner {
    /** Hears how batches go, on the threads that run them. */
    interface Steps {
        /** The batch is about to change state, if it has any; its input may still be on its way to the disk. */
        void beginState(Batch batch);

        /** The outputs of the batch are about to run; its input must be safe when this returns. */
        void beginOutputs(Batch batch);

        /** Everything of the batch has run, or failed; it counts, or will be run again, when this returns. */
        void commit(Batch batch);

        /** The batch is over, and listeners were told. */
        void over(Batch batch);
    }

    private final SluiceContext context;
    private final StreamClock clock;
    private final ListenerBus events;
    private final FailurePolicy policy;
    private final Steps steps;
    private final boolean overlap;
    private final boolean parallelOutputs;
    private final ThreadPoolExecutor threads;
    private final AtomicInteger unfinished = new AtomicInteger();

    // guarded by this
    private int begun;
    private boolean onlyBegun;

    private volatile boolean cancelled;

    // guarded by waiting, and used only when batches do not overlap
    private final Queue<Batch> waiting = new ArrayDeque<>();
    private boolean busy;

    /**
     * @param stateful whether batches change state, so that none may overtake another
     */
    BatchRunner(
            SluiceContext context,
            StreamClock clock,
            ListenerBus events,
            BatchSettings settings,
            boolean stateful,
            Steps steps) {
        this.context = context;
        this.clock = clock;
        this.events = events;
        this.policy = settings.onFailure();
        this.steps = steps;
        this.parallelOutputs = settings.concurrentJobs() > 1;
        this.overlap = parallelOutputs && !stateful;
        AtomicInteger number = new AtomicInteger();
        this.threads = new ThreadPoolExecutor(
                settings.concurrentJobs(),
                settings.concurrentJobs(),
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                work -> {
                    Thread thread = new Thread(work, "sluice-batch-runner-" + number.getAndIncrement());
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /** Starts the threads, which take over the local properties of the calling one. */
    void start() {
        threads.prestartAllCoreThreads();
    }

    /** Batches that are planned and not done. */
    int unfinished() {
        return unfinished.get();
    }

    void submit(Batch batch) {
        unfinished.incrementAndGet();
        if (batch.hasWork() && events.hasListeners()) {
            events.post(new StreamingListenerBatchSubmitted(batch.info()));
        }
        if (overlap) {
            threads.execute(() -> run(batch));
            return;
        }
        synchronized (waiting) {
            waiting.add(batch);
            if (!busy) {
                busy = true;
                threads.execute(this::runNext);
            }
        }
    }

    private void runNext() {
        Batch next;
        synchronized (waiting) {
            next = waiting.poll();
            busy = next != null;
        }
        if (next != null) {
            run(next);
        }
    }

    private void run(Batch batch) {
        if (!mayBegin()) {
            return;
        }
        context.setLocalProperty(JobInfo.BATCH_TIME, Long.toString(batch.time().milliseconds()));
        changeState(batch);
        try {
            steps.beginOutputs(batch);
        } catch (StreamException notSafe) {
            batch.failed(notSafe);
        }
        boolean ready = batch.failure().isEmpty();
        if (batch.jobs().isEmpty()) {
            commit(batch);
            over(batch);
        } else if (parallelOutputs) {
            batch.jobs().forEach(job -> threads.execute(() -> run(batch, job, ready)));
        } else {
            batch.jobs().forEach(job -> run(batch, job, ready));
        }
    }

    private synchronized boolean mayBegin() {
        begun += onlyBegun ? 0 : 1;
        return !onlyBegun;
    }

    private synchronized void ended() {
        begun--;
    }

    /** Has batches that have not begun stay undone. */
    synchronized void finishBegun() {
        onlyBegun = true;
    }

    /** Batches that have begun and are not done. */
    synchronized int begun() {
        return begun;
    }

    private void changeState(Batch batch) {
        if (batch.stateJobs().isEmpty()) {
            return;
        }
        steps.beginState(batch);
        context.setLocalProperty(JobInfo.OUTPUT, null);
        for (StateJob job : batch.stateJobs()) {
            if (batch.failure().isEmpty()) {
                attempts(job.site(), job::run)
                        .map(thrown -> BatchErrors.stateFailed(batch.time(), job, policy.attempts(), thrown))
                        .ifPresent(batch::failed);
            }
        }
    }

    private void run(Batch batch, OutputJob<?> job, boolean ready) {
        OutputOperationInfo running = info(batch, job.output(), clock.millis(), -1, "");
        boolean first = batch.outputStarted(running);
        if (events.hasListeners()) {
            if (first) {
                events.post(new StreamingListenerBatchStarted(batch.info()));
            }
            events.post(new StreamingListenerOutputOperationStarted(running));
        }
        Optional<StreamException> failure = !ready
                ? batch.failure()
                : cancelled ? Optional.of(BatchErrors.cutOff(batch.time(), job.output())) : output(batch, job);
        failure.ifPresent(batch::failed);
        OutputOperationInfo ended = info(
                batch,
                job.output(),
                running.startTime(),
                clock.millis(),
                failure.map(StreamException::problem).orElse(""));
        boolean last = batch.outputEnded(ended);
        if (last) {
            commit(batch);
        }
        if (events.hasListeners()) {
            events.post(new StreamingListenerOutputOperationCompleted(ended));
            if (last) {
                events.post(new StreamingListenerBatchCompleted(batch.info()));
            }
        }
        if (last) {
            over(batch);
        }
    }

    private Optional<StreamException> output(Batch batch, OutputJob<?> job) {
        context.setLocalProperty(JobInfo.BATCH_TIME, Long.toString(batch.time().milliseconds()));
        context.setLocalProperty(JobInfo.OUTPUT, Integer.toString(job.output().id()));
        return attempts(job.output().site(), job::run)
                .map(thrown -> BatchErrors.outputFailed(batch.time(), job.output(), policy.attempts(), thrown));
    }

    /** Something of the program's, which may throw anything. */
    @FunctionalInterface
    private interface Work {
        void run() throws Exception;
    }

    /** Tries as often as the policy says; what the last attempt threw, if none succeeded. */
    private Optional<Throwable> attempts(CallSite site, Work work) {
        Throwable thrown = null;
        for (int attempt = 0; attempt < policy.attempts(); attempt++) {
            thrown = attempt(site, work);
            if (thrown == null) {
                return Optional.empty();
            }
        }
        return Optional.of(thrown);
    }

    private Throwable attempt(CallSite site, Work work) {
        return context.at(site, () -> {
            try {
                work.run();
                return null;
            } catch (Throwable failed) {
                return failed;
            }
        });
    }

    private void commit(Batch batch) {
        try {
            steps.commit(batch);
        } catch (StreamException notDurable) {
            batch.failed(notDurable);
        }
    }

    private void over(Batch batch) {
        unfinished.decrementAndGet();
        ended();
        steps.over(batch);
        if (!overlap) {
            try {
                threads.execute(this::runNext);
            } catch (RejectedExecutionException stopped) {
                clear();
            }
        }
    }

    private static OutputOperationInfo info(Batch batch, Output<?> output, long start, long end, String failure) {
        return new OutputOperationInfo(
                batch.time(),
                output.id(),
                output.site().operation(),
                output.site().toString(),
                start,
                end,
                failure);
    }

    /** Drops the batches that wait. */
    void clear() {
        synchronized (waiting) {
            waiting.clear();
        }
        if (overlap) {
            threads.getQueue().clear();
        }
    }

    /**
     * Ends the threads: at once if nothing runs, else when it is done, or the time is over and the jobs are cancelled.
     */
    void stop(long waitNanos, Runnable cancelJobs) {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(waitNanos, TimeUnit.NANOSECONDS)) {
                cancelled = true;
                cancelJobs.run();
                threads.shutdownNow();
                threads.awaitTermination(1, TimeUnit.MINUTES);
            }
        } catch (InterruptedException interrupted) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
