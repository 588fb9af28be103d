package io.sluice.lineage;

import io.sluice.Partitioner;
import io.sluice.operator.Origin;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/**
 * How to compute a dataset of partitions: one node of an immutable tree. Nodes are data. An engine keeps what it knows of a
 * node (its blocks, whether it is persisted) under {@link #id()}.
 *
 * @param <T> the records
 */
public sealed interface Lineage<T> extends Serializable
        permits Source, Narrow, Union, Zip, Coalesce, Shuffle, CoGroup, Stored, StateUpdate, StateEntries {
    /** Which call made the node. */
    Origin origin();

    /** The nodes whose records go into this one, in order; empty for a source. */
    List<? extends Lineage<?>> parents();

    /** How many partitions; may look at the input (list files), which is then remembered. */
    int numPartitions();

    /** How records are spread over partitions, if by key. */
    default Optional<Partitioner> partitioner() {
        return Optional.empty();
    }

    /** Unique in its context. */
    default int id() {
        return origin().id();
    }
}
