package io.sluice.lineage;

import io.sluice.Partitioner;
import io.sluice.operator.Origin;
import java.util.List;
import java.util.Optional;

/** Records from outside the lineage: a collection, files, received blocks, ranges of offsets. */
public record Source<T>(Origin origin, PartitionedSource<T> source) implements Lineage<T> {
    @Override
    public List<Lineage<?>> parents() {
        return List.of();
    }

    @Override
    public int numPartitions() {
        return source.partitions().size();
    }

    @Override
    public Optional<Partitioner> partitioner() {
        return source.partitioner();
    }
}
