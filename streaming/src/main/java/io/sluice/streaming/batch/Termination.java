package io.sluice.streaming.batch;

import io.sluice.streaming.Time;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** How far a program has come and whether it is over, for those who wait for it. Thread-safe. */
public final class Termination {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private Throwable failure;
    private boolean over;
    private boolean lastBatchDue;
    private boolean planningOver;
    private Time lastDone = new Time(Long.MIN_VALUE);
    private long batches;
    private long skipped;

    void fail(Throwable thrown) {
        change(() -> {
            failure = failure == null ? thrown : failure;
            over = true;
        });
    }

    void end() {
        change(() -> over = true);
    }

    void lastBatchDue() {
        change(() -> lastBatchDue = true);
    }

    void planningEnded() {
        change(() -> planningOver = true);
    }

    void batchDone(Time time) {
        change(() -> {
            batches++;
            lastDone = lastDone.max(time);
        });
    }

    void skipped() {
        change(() -> skipped++);
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean isOver() {
        lock.lock();
        try {
            return over;
        } finally {
            lock.unlock();
        }
    }

    /** Batches that are done, whether they failed or not. */
    public long batchesDone() {
        lock.lock();
        try {
            return batches;
        } finally {
            lock.unlock();
        }
    }

    /** Failures that were passed over, because the program said so. */
    public long failuresSkipped() {
        lock.lock();
        try {
            return skipped;
        } finally {
            lock.unlock();
        }
    }

    /** Why the program ended, if something failed. */
    public Optional<Throwable> failure() {
        lock.lock();
        try {
            return Optional.ofNullable(failure);
        } finally {
            lock.unlock();
        }
    }

    /** Waits until the batch of a time is done, or the program is over. */
    public void awaitBatch(Time time) throws InterruptedException {
        await(() -> lastDone.greaterEq(time) || over, Long.MAX_VALUE);
    }

    /**
     * Waits until a graceful stop has stopped the sources, so that only the clock keeps the last batch from being planned;
     * or the program is over.
     */
    public void awaitLastBatchDue() throws InterruptedException {
        await(() -> lastBatchDue || over, Long.MAX_VALUE);
    }

    /**
     * Waits for the end.
     *
     * @return whether it came within the time
     */
    public boolean awaitEnd(long nanos) throws InterruptedException {
        return await(() -> over, nanos);
    }

    void awaitPlanningEnded(long nanos) {
        awaitUntil(() -> planningOver, nanos);
    }

    /** Waits until something is so, as far as batches that end can make it so; an interrupt ends the wait. */
    void awaitUntil(BooleanSupplier condition, long nanos) {
        try {
            await(condition, nanos);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean await(BooleanSupplier condition, long nanos) throws InterruptedException {
        long left = nanos;
        lock.lock();
        try {
            while (!condition.getAsBoolean() && left > 0) {
                if (nanos == Long.MAX_VALUE) {
                    changed.await();
                } else {
                    left = changed.awaitNanos(left);
                }
            }
            return condition.getAsBoolean();
        } finally {
            lock.unlock();
        }
    }
}
