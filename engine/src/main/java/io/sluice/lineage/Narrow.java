package io.sluice.lineage;

import io.sluice.Partitioner;
import io.sluice.operator.Operator;
import io.sluice.operator.Origin;
import java.util.List;
import java.util.Optional;

/**
 * An operator applied inside each partition.
 *
 * @param keepsPartitioner whether every record keeps its key, so that the parent's partitioner still holds
 */
public record Narrow<T, U>(Origin origin, Lineage<T> parent, Operator<T, U> operator, boolean keepsPartitioner)
        implements Lineage<U> {
    @Override
    public List<Lineage<?>> parents() {
        return List.of(parent);
    }

    @Override
    public int numPartitions() {
        return parent.numPartitions();
    }

    @Override
    public Optional<Partitioner> partitioner() {
        return keepsPartitioner ? parent.partitioner() : Optional.empty();
    }
}
