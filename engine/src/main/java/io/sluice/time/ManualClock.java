package io.sluice.time;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * A clock that stands still until a test moves it. Thread-safe.
 *
 * <p>{@link #advance} and {@link #advanceTo} let time pass; {@link #jumpTo} sets the wall clock, as an operator would, and
 * no time passes. A test that wants another thread to be waiting first calls {@link #awaitWaiting}.
 */
public final class ManualClock implements StreamClock {
    private final Object moved = new Object();
    /** Threads that wait; one whose instant has come may still be in here, not yet woken. */
    private final List<Waiting> waiting = new ArrayList<>();

    private volatile Instant now;
    private volatile long nanos;

    /**
     * A wait that has begun.
     *
     * @param began the nanoseconds at that moment
     * @param left the time from then to the instant
     */
    private record Waiting(Thread thread, Instant until, long began, Duration left) {}

    /** A clock that shows {@code start}. */
    public ManualClock(Instant start) {
        now = start;
    }

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public long millis() {
        return now.toEpochMilli();
    }

    @Override
    public long nanoTime() {
        return nanos;
    }

    @Override
    public void awaitUntil(Instant instant, BooleanSupplier enough) throws InterruptedException {
        Waiting waits = begin(instant);
        try {
            while (isAhead(waits) && !enough.getAsBoolean()) {
                if (Thread.interrupted()) {
                    throw new InterruptedException("interrupted while waiting for " + instant);
                }
                LockSupport.park(this);
            }
        } finally {
            synchronized (moved) {
                waiting.remove(waits);
            }
        }
    }

    private Waiting begin(Instant instant) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted while waiting for " + instant);
        }
        synchronized (moved) {
            Waiting waits = new Waiting(Thread.currentThread(), instant, nanos, Duration.between(now, instant));
            waiting.add(waits);
            moved.notifyAll();
            return waits;
        }
    }

    private boolean isAhead(Waiting waits) {
        synchronized (moved) {
            return isAhead(waits.until())
                    && Duration.ofNanos(nanos - waits.began()).compareTo(waits.left()) < 0;
        }
    }

    private void moved() {
        moved.notifyAll();
        waiting.forEach(waits -> LockSupport.unpark(waits.thread()));
    }

    /**
     * Lets time pass: the wall clock and {@link #nanoTime} go on by {@code duration}, and threads whose instant has come
     * go on.
     */
    public void advance(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException(
                    "time passes forward only, got " + duration + "; jumpTo sets the clock back");
        }
        synchronized (moved) {
            now = now.plus(duration);
            nanos += duration.toNanos();
            moved();
        }
    }

    /** Lets time pass until it is {@code instant}, which is not before now. */
    public void advanceTo(Instant instant) {
        synchronized (moved) {
            advance(Duration.between(now, instant));
        }
    }

    /** Sets the wall clock, forward or back. No time passes: {@link #nanoTime} stays. */
    public void jumpTo(Instant instant) {
        synchronized (moved) {
            now = instant;
            moved();
        }
    }

    /** How many threads are in {@link #awaitUntil} for an instant that has not come. */
    public int waiting() {
        synchronized (moved) {
            return (int)
                    waiting.stream().map(Waiting::until).filter(this::isAhead).count();
        }
    }

    /** Waits, in real time, until at least {@code threads} threads are {@link #waiting}. */
    public void awaitWaiting(int threads) throws InterruptedException {
        synchronized (moved) {
            while (waiting() < threads) {
                moved.wait();
            }
        }
    }

    /** The earliest instant that a thread waits for and that has not come; empty if no thread is waiting. */
    public Optional<Instant> nextWake() {
        synchronized (moved) {
            return waiting.stream().map(Waiting::until).filter(this::isAhead).min(Comparator.naturalOrder());
        }
    }

    private boolean isAhead(Instant instant) {
        return now.isBefore(instant);
    }
}
