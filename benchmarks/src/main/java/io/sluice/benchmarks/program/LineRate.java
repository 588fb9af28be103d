package io.sluice.benchmarks.program;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;

/**
 * How many lines a second arrive in batches and are counted. The first batches are left out; the lines of the next ones are
 * divided by the time from the last of the former to the last of the latter, in batch time or in real time, whichever is
 * longer: so neither intervals that were passed over nor a backlog worked off afterwards make the rate look better. The worst
 * delay, from batch time to its count, tells whether the rate was kept up or only piled up. Thread-safe.
 */
public final class LineRate {
    private final int warmUp;
    private final int measured;
    private final CountDownLatch complete = new CountDownLatch(1);
    private int seen;
    private long lines;
    private Instant firstBatch;
    private Instant firstCounted;
    private Instant lastBatch;
    private Instant lastCounted;
    private Duration worstDelay = Duration.ZERO;

    public LineRate(int warmUp, int measured) {
        this.warmUp = warmUp;
        this.measured = measured;
    }

    public synchronized void counted(long batchMillisOfEpoch, long count) {
        if ((count == 0 && seen == 0) || seen == warmUp + measured) {
            return; // the receiver is not connected yet, or all is measured
        }
        seen++;
        lastBatch = Instant.ofEpochMilli(batchMillisOfEpoch);
        lastCounted = Instant.now();
        if (seen == warmUp) {
            firstBatch = lastBatch;
            firstCounted = lastCounted;
        } else if (seen > warmUp) {
            lines += count;
            Duration delay = Duration.between(lastBatch, lastCounted);
            worstDelay = delay.compareTo(worstDelay) > 0 ? delay : worstDelay;
        }
        if (seen == warmUp + measured) {
            complete.countDown();
        }
    }

    public void await() throws InterruptedException {
        complete.await();
    }

    public synchronized void print() {
        Duration batchTime = Duration.between(firstBatch, lastBatch);
        Duration realTime = Duration.between(firstCounted, lastCounted);
        Figures.print("lines.per.s", lines * 1000.0 / Math.max(batchTime.toMillis(), realTime.toMillis()));
        Figures.print("worst.delay.ms", worstDelay.toMillis());
    }
}
