package io.sluice;

import io.sluice.engine.Engine;
import io.sluice.engine.Job;
import io.sluice.engine.JobInfo;
import io.sluice.engine.PartitionFunction;
import io.sluice.lineage.Lineage;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;

/** Runs actions on threads of its own: one for each that runs, kept a while for the next. Thread-safe. */
final class AsyncActions implements AutoCloseable {
    private static final long IDLE_SECONDS = 10;

    private final Engine engine;
    private final ThreadPoolExecutor threads;

    AsyncActions(Engine engine) {
        this.engine = engine;
        AtomicInteger number = new AtomicInteger();
        threads = new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), work -> {
                    Thread thread = new Thread(work, "sluice-action-" + number.getAndIncrement());
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /**
     * Starts an action.
     *
     * @param nextJob numbers its jobs, which all belong to the caller's line and properties
     */
    <T, R> FutureAction<R> start(Lineage<T> lineage, Supplier<JobInfo> nextJob, Function<Jobs<T>, R> action) {
        Running<T> jobs = new Running<>(engine, lineage, nextJob);
        Started<R> started = new Started<>(() -> action.apply(jobs), jobs);
        threads.execute(started);
        return started;
    }

    @Override
    public void close() {
        threads.shutdownNow();
        try {
            threads.awaitTermination(IDLE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The jobs of one action. Run by its thread, cancelled by any. */
    private static final class Running<T> implements Jobs<T> {
        private final Engine engine;
        private final Lineage<T> lineage;
        private final Supplier<JobInfo> nextJob;
        private final List<Long> ids = new CopyOnWriteArrayList<>();
        private volatile boolean cancelled;

        Running(Engine engine, Lineage<T> lineage, Supplier<JobInfo> nextJob) {
            this.engine = engine;
            this.lineage = lineage;
            this.nextJob = nextJob;
        }

        @Override
        public int numPartitions() {
            return lineage.numPartitions();
        }

        @Override
        public <R> List<R> run(PartitionFunction<T, R> function, List<Integer> partitions) {
            JobInfo info = nextJob.get();
            ids.add(info.id());
            if (cancelled) {
                throw new CancellationException("the action was cancelled");
            }
            return engine.run(new Job<>(lineage, partitions, function, info));
        }

        void cancel(boolean interrupt) {
            cancelled = true;
            engine.cancel(job -> ids.contains(job.id()), "its action was cancelled", interrupt);
        }
    }

    private static final class Started<R> extends FutureTask<R> implements FutureAction<R> {
        private final Running<?> jobs;

        Started(Callable<R> action, Running<?> jobs) {
            super(action);
            this.jobs = jobs;
        }

        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            boolean cancels = super.cancel(mayInterruptIfRunning);
            if (cancels) {
                jobs.cancel(mayInterruptIfRunning);
            }
            return cancels;
        }

        @Override
        public List<Long> jobIds() {
            return List.copyOf(jobs.ids);
        }
    }
}
