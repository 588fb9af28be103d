package io.sluice.spark;

import io.sluice.engine.KeyRules;
import org.apache.spark.Partitioner;

/** A partitioner of the program, as Spark sees it. Two are equal if the program's are, so that nothing is moved twice. */
final class ByKey extends Partitioner {
    private final io.sluice.Partitioner partitioner;
    private final Blame blame;

    ByKey(io.sluice.Partitioner partitioner, Blame blame) {
        this.partitioner = partitioner;
        this.blame = blame;
    }

    /** The program's. */
    io.sluice.Partitioner partitioner() {
        return partitioner;
    }

    @Override
    public int numPartitions() {
        return partitioner.numPartitions();
    }

    @Override
    public int getPartition(Object key) {
        if (key != null) {
            KeyRules.requireHash(key.getClass());
        }
        int partition = asked(key);
        KeyRules.requireInRange(partitioner, partitioner.numPartitions(), key, partition);
        return partition;
    }

    private int asked(Object key) {
        try {
            return partitioner.getPartition(key);
        } catch (Throwable thrown) {
            throw blame.on(thrown);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ByKey that && partitioner.equals(that.partitioner);
    }

    @Override
    public int hashCode() {
        return partitioner.hashCode();
    }
}
