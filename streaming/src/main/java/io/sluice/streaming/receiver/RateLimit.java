package io.sluice.streaming.receiver;

import io.sluice.streaming.rate.RateTarget;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How many records a second a receiver may store. Permits are given out for a slice of time at once, so that most records
 * pass without a lock; those who ask too early wait. There is no credit for time in which nobody asked. The rate may change at any time, up to the
 * one it was made with; permits given out are not taken back. Thread-safe.
 */
final class RateLimit implements RateTarget {
    private static final long SLICE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    /** Of an unlimited rate, so that whoever stores without a limit hears of one that comes. */
    private static final long UNLIMITED_SLICE = 1 << 16;

    private final long maxPerSecond;
    private final CancellableWait wait;
    private volatile long perSecond;
    private boolean asked;
    private long nextFree;

    RateLimit(long perSecond, CancellableWait wait) {
        this.maxPerSecond = perSecond;
        this.perSecond = perSecond;
        this.wait = wait;
    }

    @Override
    public void update(long recordsPerSecond) {
        if (recordsPerSecond > 0) {
            perSecond = Math.min(recordsPerSecond, maxPerSecond);
        }
    }

    boolean isLimited() {
        return perSecond != Long.MAX_VALUE;
    }

    /**
     * Waits until records may be stored.
     *
     * @return how many may be, from 1 to {@code wanted}; all once the limit is closed
     */
    long take(long wanted) throws InterruptedException {
        if (!isLimited()) {
            return wanted;
        }
        long permits = Math.min(wanted, perSlice());
        long from = reserve(permits);
        for (long early = from - now(); early > 0; early = from - now()) {
            if (!wait.await(Duration.ofNanos(early))) {
                return wanted;
            }
        }
        return permits;
    }

    /** Waits until that many records may be stored, or the limit is closed. */
    void takeAll(long records) throws InterruptedException {
        for (long left = records; left > 0; ) {
            left -= take(left);
        }
    }

    private synchronized long reserve(long permits) {
        long now = now();
        long from = !asked || nextFree - now < 0 ? now : nextFree;
        asked = true;
        nextFree = from + (long) (permits * 1e9 / perSecond);
        return from;
    }

    private long now() {
        return wait.clock().nanoTime();
    }

    /** How many permits are worth asking for at once. */
    long perSlice() {
        long rate = perSecond;
        return rate == Long.MAX_VALUE ? UNLIMITED_SLICE : Math.max(1, (long) (rate / 1e9 * SLICE_NANOS));
    }

    /** Lets everything pass from now on. */
    void close() {
        wait.close();
    }
}
