package io.sluice.time;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A clock that stands still until a test moves it. Thread-safe.
 *
 * <p>{@link #advance} and {@link #advanceTo} let time pass; {@link #jumpTo} sets the wall clock, as an operator would, and
 * no time passes. A test that wants another thread to be waiting first calls {@link #awaitWaiting}.
 */
public final class ManualClock implements StreamClock {
    private final Object moved = new Object();
    /** The instants that threads wait for; one whose instant has come may still be in here, not yet woken. */
    private final List<Instant> waitedFor = new ArrayList<>();

    private volatile Instant now;
    private volatile long nanos;

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
    public void awaitUntil(Instant instant) throws InterruptedException {
        synchronized (moved) {
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while waiting for " + instant);
            }
            if (!isAhead(instant)) {
                return;
            }
            long began = nanos;
            Duration left = Duration.between(now, instant);
            waitedFor.add(instant);
            moved.notifyAll();
            try {
                while (isAhead(instant) && Duration.ofNanos(nanos - began).compareTo(left) < 0) {
                    moved.wait();
                }
            } finally {
                waitedFor.remove(instant);
            }
        }
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
            moved.notifyAll();
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
            moved.notifyAll();
        }
    }

    /** How many threads are in {@link #awaitUntil} for an instant that has not come. */
    public int waiting() {
        synchronized (moved) {
            return (int) waitedFor.stream().filter(this::isAhead).count();
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
            return waitedFor.stream().filter(this::isAhead).min(Comparator.naturalOrder());
        }
    }

    private boolean isAhead(Instant instant) {
        return now.isBefore(instant);
    }
}
