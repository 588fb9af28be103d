package io.sluice.lineage;

import io.sluice.operator.Origin;
import java.util.List;

/** The partitions of each parent side by side, in the parents' order. */
public record Union<T>(Origin origin, List<Lineage<T>> parents) implements Lineage<T> {
    public Union {
        parents = List.copyOf(parents);
    }

    @Override
    public int numPartitions() {
        int partitions = 0;
        for (Lineage<T> parent : parents) {
            partitions += parent.numPartitions();
        }
        return partitions;
    }
}
