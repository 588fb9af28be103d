package io.sluice.benchmarks.program;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/** How long records are on their way, from a moment they carry to the commit of their batch. Thread-safe. */
public final class Latencies {
    private final int warmUp;
    private final double[] millis;
    private final Stopwatch clock = Stopwatch.start();
    private final Map<Long, List<Long>> uncommitted = new ConcurrentHashMap<>();
    private final CountDownLatch complete = new CountDownLatch(1);
    private int seen;

    /** Measures so many records after the first ones. */
    public Latencies(int warmUp, int measured) {
        this.warmUp = warmUp;
        this.millis = new double[measured];
    }

    /** The clock that the records' moments are read from. */
    public Stopwatch clock() {
        return clock;
    }

    /** The output of a batch has these records. */
    public void read(long batchMillisOfEpoch, List<Long> sentNanos) {
        uncommitted.put(batchMillisOfEpoch, sentNanos);
    }

    /** The results of a batch count. */
    public synchronized void committed(long batchMillisOfEpoch) {
        long now = clock.nanos();
        for (long sent : uncommitted.remove(batchMillisOfEpoch)) {
            int index = seen++ - warmUp;
            if (index >= 0 && index < millis.length) {
                millis[index] = (now - sent) / 1e6;
            }
        }
        if (seen >= warmUp + millis.length) {
            complete.countDown();
        }
    }

    public void await() throws InterruptedException {
        complete.await();
    }

    public synchronized void print() {
        Quantiles.of(millis).print("latency");
    }
}
