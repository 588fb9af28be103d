package io.sluice;

import io.sluice.lineage.Lineage;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;

/** Chooses the partitioner of an operation by key when the program does not. */
final class Partitioners {
    private Partitioners() {}

    /**
     * The partitioner with the most partitions among the inputs, if it has at least a tenth as many partitions as the
     * largest input or more than the default; else a hash partitioner.
     */
    static Partitioner defaultFor(SluiceContext context, Lineage<?>... inputs) {
        int configured = Math.toIntExact(context.getConf().get(EngineSettings.DEFAULT_PARALLELISM));
        int most = Arrays.stream(inputs).mapToInt(Lineage::numPartitions).max().orElse(1);
        int byDefault = configured > 0 ? configured : Math.max(1, most);
        Optional<Partitioner> found = Arrays.stream(inputs)
                .flatMap(input -> input.partitioner().stream())
                .filter(partitioner -> partitioner.numPartitions() > 0)
                .max(Comparator.comparingInt(Partitioner::numPartitions));
        return found.filter(partitioner ->
                        partitioner.numPartitions() * 10L > most || partitioner.numPartitions() > byDefault)
                .orElseGet(() -> new HashPartitioner(byDefault));
    }
}
