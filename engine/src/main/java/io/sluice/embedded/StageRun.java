package io.sluice.embedded;

import io.sluice.TaskContext;
import io.sluice.engine.FailedTask;
import io.sluice.time.StreamClock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/**
 * Runs the tasks of one stage: on the calling thread while the stage is small, else on the workers. A task that fails is
 * tried again, on the same thread, as often as allowed; when it has failed too often the stage's other tasks are given up.
 */
final class StageRun<R> {
    /** What a task does. */
    @FunctionalInterface
    interface Body<R> {
        R run(TaskContext task, int partition) throws Exception;
    }

    private final Cancellation job;
    private final int[] partitions;
    private final Body<R> body;
    private final int maxFailures;
    private final UnaryOperator<String> files;
    private final List<R> results;
    private final AtomicInteger next = new AtomicInteger();
    private volatile RuntimeException failure;

    StageRun(Cancellation job, int[] partitions, Body<R> body, int maxFailures, UnaryOperator<String> files) {
        this.job = job;
        this.partitions = partitions;
        this.body = body;
        this.maxFailures = maxFailures;
        this.files = files;
        this.results = new ArrayList<>(Collections.nCopies(partitions.length, null));
    }

    /**
     * Runs all tasks and waits for them.
     *
     * @param small whether to begin on the calling thread
     * @return the tasks' results, in the order of partitions
     */
    List<R> run(Workers workers, StreamClock clock, boolean small, long inlineNanos) {
        if (small || partitions.length == 1) {
            long start = clock.nanoTime();
            do {
                runNext();
            } while (hasNext() && clock.nanoTime() - start < inlineNanos);
        }
        if (hasNext()) {
            awaitUninterruptibly(share(workers));
        }
        return outcome();
    }

    /** Likewise, with tasks that wait for something outside: all of them at once, as far as there are threads, and this one. */
    List<R> runSideBySide(Workers workers) {
        int own = next.getAndIncrement();
        CountDownLatch others = share(workers);
        run(own);
        while (hasNext()) {
            runNext();
        }
        awaitUninterruptibly(others);
        return outcome();
    }

    private List<R> outcome() {
        if (failure != null) {
            throw failure;
        }
        return results;
    }

    private boolean hasNext() {
        return failure == null && next.get() < partitions.length;
    }

    private CountDownLatch share(Workers workers) {
        int threads = Math.min(workers.count(), partitions.length - next.get());
        CountDownLatch done = new CountDownLatch(threads);
        for (int i = 0; i < threads; i++) {
            workers.execute(() -> {
                try {
                    while (hasNext()) {
                        runNext();
                    }
                } finally {
                    done.countDown();
                }
            });
        }
        return done;
    }

    /** An interrupted caller cancels the job, and still waits for its tasks to let go of what they hold. */
    private void awaitUninterruptibly(CountDownLatch done) {
        boolean interrupted = false;
        while (true) {
            try {
                done.await();
                break;
            } catch (InterruptedException asked) {
                interrupted = true;
                job.cancel("the thread that waited for it was interrupted", true);
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void runNext() {
        int index = next.getAndIncrement();
        if (index < partitions.length) {
            run(index);
        }
    }

    private void run(int index) {
        try {
            R result = attempts(partitions[index]);
            synchronized (results) {
                results.set(index, result);
            }
        } catch (RuntimeException | Error thrown) {
            RuntimeException failed = thrown instanceof RuntimeException known
                    ? known
                    : FailedTask.error(job.job(), partitions[index], maxFailures, "", thrown);
            synchronized (results) {
                failure = failure == null ? failed : failure;
            }
        }
    }

    private R attempts(int partition) {
        for (int attempt = 0; ; attempt++) {
            job.check();
            TaskContext task = new TaskContext(
                    partition, attempt, job.job().properties(), () -> job.isCancelled() || failure != null);
            task.filesFrom(files);
            try {
                return attempt(task);
            } catch (Throwable thrown) {
                job.check();
                if (attempt + 1 >= maxFailures || thrown instanceof VirtualMachineError) {
                    throw FailedTask.error(job.job(), partition, attempt + 1, task.position(), thrown);
                }
            }
        }
    }

    private R attempt(TaskContext task) throws Exception {
        job.enter();
        try {
            R result = task.runOnThisThread(() -> body.run(task, task.partitionId()));
            task.complete();
            task.commit();
            return result;
        } catch (Throwable thrown) {
            closeAfter(thrown, task);
            throw thrown;
        } finally {
            job.leave();
        }
    }

    private static void closeAfter(Throwable thrown, TaskContext task) {
        try {
            task.complete();
        } catch (Exception notClosed) {
            thrown.addSuppressed(notClosed);
        }
    }
}
