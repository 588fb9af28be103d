package io.sluice.lineage;

import io.sluice.operator.Origin;
import java.io.Serializable;
import java.util.List;

/** Partitions made of whole partitions of the parent, one after the other, without a shuffle. */
public record Coalesce<T>(Origin origin, Lineage<T> parent, Groups groups) implements Lineage<T> {
    /** Which partitions of the parent make up each partition. */
    @FunctionalInterface
    public interface Groups extends Serializable {
        /** For each partition, the parent's partitions in order; the same answer for the same argument. */
        int[][] of(int parentPartitions);
    }

    @Override
    public List<Lineage<?>> parents() {
        return List.of(parent);
    }

    @Override
    public int numPartitions() {
        return groups.of(parent.numPartitions()).length;
    }
}
