package io.sluice.time;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * The operating system's clocks. Stateless and thread-safe.
 *
 * <p>{@link #awaitUntil} parks for the nanoseconds that are left, so it comes back as late as the operating system wakes
 * a thread: some 0.1 ms on an idle Linux, which suits batch intervals of a millisecond. {@code Thread.sleep} would
 * round to milliseconds.
 */
public final class SystemClock implements StreamClock {
    /** The wall clock is read again this often while waiting, so that a jump forward is noticed this late at most. */
    private static final long LONGEST_PARK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public long millis() {
        return System.currentTimeMillis();
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public void awaitUntil(Instant instant, BooleanSupplier enough) throws InterruptedException {
        long began = nanoTime();
        Duration atFirst = Duration.between(now(), instant);
        while (true) {
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while waiting for " + instant);
            }
            Duration left = Duration.between(now(), instant);
            boolean wasSetBack =
                    left.compareTo(atFirst) > 0 && atFirst.compareTo(Duration.ofNanos(nanoTime() - began)) <= 0;
            if (left.isZero() || left.isNegative() || wasSetBack || enough.getAsBoolean()) {
                return;
            }
            // toNanos of a wait of centuries overflows
            boolean soon = left.getSeconds() == 0;
            LockSupport.parkNanos(this, soon ? Math.min(left.getNano(), LONGEST_PARK_NANOS) : LONGEST_PARK_NANOS);
        }
    }
}
