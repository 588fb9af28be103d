package io.sluice.lineage;

import io.sluice.Partitioner;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/** Where records come from: partitions, each of which can be read on its own, any number of times. */
public interface PartitionedSource<T> extends Serializable {
    /** The partitions, always the same ones once asked for. */
    List<? extends SourcePartition<T>> partitions();

    /** How records are spread over partitions, if by key. */
    default Optional<Partitioner> partitioner() {
        return Optional.empty();
    }
}
