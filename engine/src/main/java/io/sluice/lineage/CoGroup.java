package io.sluice.lineage;

import io.sluice.Partitioner;
import io.sluice.Tuple2;
import io.sluice.operator.Origin;
import java.util.List;
import java.util.Optional;

/**
 * Keyed parents grouped by key. The parents are partitioned alike, by {@code byKey}: whoever makes the node puts a
 * {@link Shuffle} under a parent that is not. Each record is a key and, for each parent in order, the values it has there.
 */
public record CoGroup<K>(Origin origin, List<Lineage<? extends Tuple2<K, ?>>> parents, Partitioner byKey)
        implements Lineage<Tuple2<K, List<?>[]>> {
    public CoGroup {
        parents = List.copyOf(parents);
    }

    @Override
    public int numPartitions() {
        return byKey.numPartitions();
    }

    @Override
    public Optional<Partitioner> partitioner() {
        return Optional.of(byKey);
    }
}
