package io.sluice.benchmarks.program;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/**
 * Times each batch of a stream from inside the user's code: {@code batch} from the moment the batch is planned (its
 * {@code transform} function is called), or the one before it is done if that is later, to its own output done; {@code due}
 * from the batch time itself, which adds the timer's lateness and the wait for earlier batches. Thread-safe: planning and output may be on different threads.
 */
public final class BatchTimes {
    private final int warmUp;
    private final double[] batchMillis;
    private final double[] dueMillis;
    private final Stopwatch clock = Stopwatch.start();
    private final Map<Long, Long> plannedNanos = new ConcurrentHashMap<>();
    private final CountDownLatch complete = new CountDownLatch(1);
    private int seen;
    private long lastDoneNanos;
    private double lastWarmUpDueMillis;

    public BatchTimes(int warmUp, int measured) {
        this.warmUp = warmUp;
        this.batchMillis = new double[measured];
        this.dueMillis = new double[measured];
    }

    public void planned(long batchMillisOfEpoch) {
        plannedNanos.put(batchMillisOfEpoch, clock.nanos());
    }

    public synchronized void done(long batchMillisOfEpoch) {
        long sinceDueMicros = ChronoUnit.MICROS.between(Instant.ofEpochMilli(batchMillisOfEpoch), Instant.now());
        long doneNanos = clock.nanos();
        long startNanos = Math.max(plannedNanos.remove(batchMillisOfEpoch), lastDoneNanos);
        lastDoneNanos = doneNanos;
        int index = seen++ - warmUp;
        if (index == -1) {
            lastWarmUpDueMillis = sinceDueMicros / 1e3;
        }
        if (index >= 0 && index < batchMillis.length) {
            batchMillis[index] = (doneNanos - startNanos) / 1e6;
            dueMillis[index] = sinceDueMicros / 1e3;
        }
        if (index == batchMillis.length - 1) {
            complete.countDown();
        }
    }

    public void await() throws InterruptedException {
        complete.await();
    }

    /** What the measured batches took; once they are all done. */
    public Quantiles batches() {
        return Quantiles.of(batchMillis);
    }

    public void print() {
        print("batch", batchMillis);
        print("due", dueMillis);
        Figures.print("due.before.ms", lastWarmUpDueMillis);
        Figures.print("due.first.ms", dueMillis[0]);
    }

    private static void print(String name, double[] millis) {
        Quantiles quantiles = Quantiles.of(millis);
        quantiles.print(name);
        Figures.print(name + ".max.over.p50", quantiles.at(1) / quantiles.at(0.5));
    }
}
