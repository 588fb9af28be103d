package io.sluice.lineage;

import io.sluice.Partitioner;
import io.sluice.operator.Origin;
import io.sluice.operator.ZipOperator;
import java.util.List;
import java.util.Optional;

/**
 * Partition i of each parent together. All parents must have the same number of partitions, which the engine checks before
 * the job starts.
 *
 * @param byKey the partitioner that the result has; null if none
 */
public record Zip<U>(Origin origin, List<Lineage<?>> parents, ZipOperator<U> operator, Partitioner byKey)
        implements Lineage<U> {
    public Zip {
        parents = List.copyOf(parents);
    }

    @Override
    public int numPartitions() {
        return parents.get(0).numPartitions();
    }

    @Override
    public Optional<Partitioner> partitioner() {
        return Optional.ofNullable(byKey);
    }
}
