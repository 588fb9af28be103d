package io.sluice;

import java.io.Serializable;

/**
 * Says which partition a key belongs to. Two RDDs whose partitioners are {@code equals} are partitioned alike, so joining
 * them moves no data: a partitioner of your own should therefore define {@code equals} and {@code hashCode}.
 */
public abstract class Partitioner implements Serializable {
    /** How many partitions there are, at least one. */
    public abstract int numPartitions();

    /** The partition of a key, from 0 to {@link #numPartitions()} exclusive, always the same for equal keys. */
    public abstract int getPartition(Object key);
}
