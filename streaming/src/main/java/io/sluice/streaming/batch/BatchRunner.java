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
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs the outputs of planned batches, in the order in which they were planned. Thread-safe. */
final class BatchRunner {
    /** Hears how batches end, on the thread that ran the last output. */
    interface Outcome {
        void batchDone(Batch batch);

        void outputFailed(StreamException failure);
    }

    private final SluiceContext context;
    private final StreamClock clock;
    private final ListenerBus events;
    private final FailurePolicy policy;
    private final Outcome outcome;
    private final ThreadPoolExecutor threads;
    private final AtomicInteger unfinished = new AtomicInteger();

    BatchRunner(
            SluiceContext context,
            StreamClock clock,
            ListenerBus events,
            BatchSettings settings,
            int threads,
            Outcome outcome) {
        this.context = context;
        this.clock = clock;
        this.events = events;
        this.policy = settings.onFailure();
        this.outcome = outcome;
        AtomicInteger number = new AtomicInteger();
        this.threads =
                new ThreadPoolExecutor(threads, threads, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
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
        if (batch.jobs().isEmpty() && batch.stateJobs().isEmpty()) {
            outcome.batchDone(batch);
            return;
        }
        unfinished.incrementAndGet();
        if (events.hasListeners()) {
            events.post(new StreamingListenerBatchSubmitted(batch.info()));
        }
        if (!batch.stateJobs().isEmpty()) {
            threads.execute(() -> updateState(batch));
        }
        for (OutputJob<?> job : batch.jobs()) {
            threads.execute(() -> run(batch, job));
        }
    }

    /** Changes state before outputs look at it; an output of a batch that failed here is not run. */
    private void updateState(Batch batch) {
        context.setLocalProperty(JobInfo.BATCH_TIME, Long.toString(batch.time().milliseconds()));
        context.setLocalProperty(JobInfo.OUTPUT, null);
        for (StateJob job : batch.stateJobs()) {
            Throwable thrown = attempts(job.site(), job::run);
            if (thrown != null) {
                batch.stateNotUpdated();
                outcome.outputFailed(BatchErrors.stateFailed(batch.time(), job, policy.attempts(), thrown));
                break;
            }
        }
        if (batch.jobs().isEmpty()) {
            over(batch);
        }
    }

    private void over(Batch batch) {
        if (!batch.hasFailed()) {
            batch.stateJobs().forEach(StateJob::committed);
        }
        unfinished.decrementAndGet();
        outcome.batchDone(batch);
    }

    private void run(Batch batch, OutputJob<?> job) {
        if (batch.stateFailed()) {
            skip(batch, job);
            return;
        }
        OutputOperationInfo running = info(batch, job.output(), clock.millis(), -1, "");
        boolean first = batch.outputStarted(running);
        if (events.hasListeners()) {
            if (first) {
                events.post(new StreamingListenerBatchStarted(batch.info()));
            }
            events.post(new StreamingListenerOutputOperationStarted(running));
        }
        Optional<StreamException> failure = attempts(batch, job);
        OutputOperationInfo ended = info(
                batch,
                job.output(),
                running.startTime(),
                clock.millis(),
                failure.map(StreamException::problem).orElse(""));
        boolean last = batch.outputEnded(ended);
        if (events.hasListeners()) {
            events.post(new StreamingListenerOutputOperationCompleted(ended));
            if (last) {
                events.post(new StreamingListenerBatchCompleted(batch.info()));
            }
        }
        failure.ifPresent(outcome::outputFailed);
        if (last) {
            over(batch);
        }
    }

    /** Counts an output that cannot run, because the state that it may read is not there. */
    private void skip(Batch batch, OutputJob<?> job) {
        long now = clock.millis();
        if (batch.outputEnded(info(batch, job.output(), now, now, "The state of the batch could not be updated."))) {
            over(batch);
        }
    }

    private Optional<StreamException> attempts(Batch batch, OutputJob<?> job) {
        context.setLocalProperty(JobInfo.BATCH_TIME, Long.toString(batch.time().milliseconds()));
        context.setLocalProperty(JobInfo.OUTPUT, Integer.toString(job.output().id()));
        Throwable thrown = attempts(job.output().site(), job::run);
        if (thrown == null) {
            return Optional.empty();
        }
        batch.failed();
        return Optional.of(BatchErrors.outputFailed(batch.time(), job.output(), policy.attempts(), thrown));
    }

    private interface Work {
        void run() throws Exception;
    }

    /** Does the work as often as is allowed; what the last attempt threw, or null once one succeeds. */
    private Throwable attempts(CallSite site, Work work) {
        Throwable thrown = null;
        for (int attempt = 0; attempt < policy.attempts(); attempt++) {
            thrown = attempt(site, work);
            if (thrown == null) {
                return null;
            }
        }
        return thrown;
    }

    private Throwable attempt(CallSite site, Work work) {
        return context.at(site, () -> {
            try {
                work.run();
                return null;
            } catch (Throwable thrown) {
                return thrown;
            }
        });
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
        threads.getQueue().clear();
    }

    /**
     * Ends the threads: at once if nothing runs, else when it is done, or the time is over and the jobs are cancelled.
     */
    void stop(long waitNanos, Runnable cancelJobs) {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(waitNanos, TimeUnit.NANOSECONDS)) {
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
