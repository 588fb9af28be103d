package io.sluice.embedded.shuffle;

import io.sluice.Partitioner;
import io.sluice.engine.KeyRules;

/** Asks a partitioner, and checks its answer. Stateless. */
final class Partitioning {
    private Partitioning() {}

    /**
     * The partition of a key.
     *
     * @param partitions how many there are, asked once for all records
     * @throws io.sluice.error.StreamException {@code PARTITION_OUT_OF_RANGE} if there is no such partition
     */
    static int partition(Partitioner partitioner, int partitions, Object key) {
        int partition = partitioner.getPartition(key);
        KeyRules.requireInRange(partitioner, partitions, key, partition);
        return partition;
    }
}
