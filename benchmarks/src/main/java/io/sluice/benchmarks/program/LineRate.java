package io.sluice.benchmarks.program;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;

/**
 * How many lines a second arrive in batches and are counted: the first batches are left out, the counts of the next ones
 * are divided by the time their intervals span. The worst delay, from batch time to its count, tells whether the rate was
 * kept up or only piled up. Thread-safe.
 */
public final class LineRate {
    private final Duration interval;
    private final int warmUp;
    private final int measured;
    private final CountDownLatch complete = new CountDownLatch(1);
    private int seen;
    private long lines;
    private long worstDelayMillis;

    public LineRate(Duration interval, int warmUp, int measured) {
        this.interval = interval;
        this.warmUp = warmUp;
        this.measured = measured;
    }

    public synchronized void counted(long batchMillisOfEpoch, long count) {
        if (count == 0 && seen == 0) {
            return; // the receiver is not connected yet
        }
        seen++;
        if (seen > warmUp && seen <= warmUp + measured) {
            lines += count;
            long delay = Duration.between(Instant.ofEpochMilli(batchMillisOfEpoch), Instant.now())
                    .toMillis();
            worstDelayMillis = Math.max(worstDelayMillis, delay);
        }
        if (seen == warmUp + measured) {
            complete.countDown();
        }
    }

    public void await() throws InterruptedException {
        complete.await();
    }

    public synchronized void print() {
        Figures.print("lines.per.s", lines * 1000.0 / (interval.toMillis() * measured));
        Figures.print("worst.delay.ms", worstDelayMillis);
    }
}
