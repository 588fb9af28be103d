package io.sluice.time;

import java.time.Instant;
import java.util.function.BooleanSupplier;

/**
 * The time, and waiting for it. The wall clock ({@link #now}, {@link #millis}) says which batch is due and may jump when
 * someone sets it; {@link #nanoTime} never does, and is for durations only. Implementations are thread-safe.
 */
public interface StreamClock {
    /** The wall clock. May jump, also backwards. */
    Instant now();

    /** The wall clock as milliseconds since 1970, without allocating. */
    long millis();

    /** Nanoseconds from an arbitrary origin: never goes back, and only differences mean something. */
    long nanoTime();

    /**
     * Waits until {@link #now} is at or after {@code instant}; returns at once when it is already. A wall clock that is
     * set forward meanwhile ends the wait. One that is set back does not prolong it: the wait ends, before the instant, when
     * the time that was left at the call has gone by on {@link #nanoTime}.
     *
     * @throws InterruptedException if this thread is interrupted before or while it waits
     */
    default void awaitUntil(Instant instant) throws InterruptedException {
        awaitUntil(instant, () -> false);
    }

    /**
     * Likewise, but no longer than until something else is so. That is asked at the beginning, and again when somebody calls
     * {@link java.util.concurrent.locks.LockSupport#unpark} for the thread that waits.
     */
    void awaitUntil(Instant instant, BooleanSupplier enough) throws InterruptedException;
}
