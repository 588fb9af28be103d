package io.sluice.benchmarks.program;

import java.io.Serializable;

/**
 * Times the batches of a stream and adds up what they found, so that programs can be held against each other batch by batch.
 * Serializable because Spark writes the functions of a program into its checkpoint; a copy read back is of no use.
 */
public final class TalliedBatches implements Serializable {
    private static final long serialVersionUID = 1L;

    private final transient BatchTimes times;
    private final transient WordTally all = new WordTally();
    private transient int left;

    public TalliedBatches(int warmUp, int measured) {
        times = new BatchTimes(warmUp, measured);
        left = warmUp + measured;
    }

    public void planned(long batchMillisOfEpoch) {
        times.planned(batchMillisOfEpoch);
    }

    public synchronized void done(long batchMillisOfEpoch, WordTally found) {
        if (left > 0) {
            left--;
            all.merge(found);
        }
        times.done(batchMillisOfEpoch);
    }

    public void await() throws InterruptedException {
        times.await();
    }

    public void print() {
        printTimes();
        printFound();
    }

    public void printTimes() {
        times.print();
    }

    public synchronized void printFound() {
        all.print();
    }
}
