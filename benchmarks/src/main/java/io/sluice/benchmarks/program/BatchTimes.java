package io.sluice.benchmarks.program;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
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

    public void print() {
        print("batch", batchMillis);
        print("due", dueMillis);
    }

    private static void print(String name, double[] millis) {
        double[] sorted = millis.clone();
        Arrays.sort(sorted);
        Figures.print(name + ".p50.ms", quantile(sorted, 0.50));
        Figures.print(name + ".p99.ms", quantile(sorted, 0.99));
        Figures.print(name + ".max.ms", sorted[sorted.length - 1]);
    }

    private static double quantile(double[] sorted, double q) {
        return sorted[(int) Math.ceil(q * sorted.length) - 1];
    }
}
