package io.sluice.spark;

import io.sluice.engine.KeyRules;
import org.apache.spark.Partitioner;

/** A partitioner of the program, as Spark sees it. Two are equal if the program's are, so that nothing is moved twice. */
final class ByKey extends Partitioner {
    private final io.sluice.Partitioner partitioner;

    ByKey(io.sluice.Partitioner partitioner) {
        this.partitioner = partitioner;
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
        int partition = partitioner.getPartition(key);
        KeyRules.requireInRange(partitioner, partitioner.numPartitions(), key, partition);
        return partition;
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
