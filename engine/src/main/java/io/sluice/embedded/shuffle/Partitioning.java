package io.sluice.embedded.shuffle;

import io.sluice.Partitioner;

/** Asks a partitioner, and checks its answer. Stateless. */
final class Partitioning {
    private Partitioning() {}

    /**
     * The partition of a key.
     *
     * @throws io.sluice.error.StreamException {@code PARTITION_OUT_OF_RANGE} if there is no such partition
     */
    static int partition(Partitioner partitioner, Object key) {
        int partition = partitioner.getPartition(key);
        if (partition < 0 || partition >= partitioner.numPartitions()) {
            throw ShuffleErrors.partitionOutOfRange(partitioner, key, partition);
        }
        return partition;
    }
}
