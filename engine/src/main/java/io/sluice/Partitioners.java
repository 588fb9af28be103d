package io.sluice;

import io.sluice.lineage.Lineage;

/** Chooses the partitioner of an operation by key when the program does not. */
final class Partitioners {
    private Partitioners() {}

    /**
     * The partitioner with the most partitions among the inputs, if it has at least a tenth as many partitions as the
     * largest input or more than the default; else a hash partitioner.
     */
    static Partitioner defaultFor(SluiceContext context, Lineage<?>... inputs) {
        int configured = context.configuredParallelism();
        int most = 1;
        Partitioner largest = null;
        for (Lineage<?> input : inputs) {
            most = Math.max(most, input.numPartitions());
            Partitioner found = input.partitioner().orElse(null);
            if (found != null && (largest == null || found.numPartitions() > largest.numPartitions())) {
                largest = found;
            }
        }
        int byDefault = configured > 0 ? configured : most;
        boolean largeEnough =
                largest != null && (largest.numPartitions() * 10L > most || largest.numPartitions() > byDefault);
        return largeEnough ? largest : new HashPartitioner(byDefault);
    }
}
