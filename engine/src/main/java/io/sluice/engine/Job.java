package io.sluice.engine;

import static java.util.Objects.requireNonNull;

import io.sluice.lineage.Lineage;
import java.io.Serializable;
import java.util.List;

/**
 * What an action asks of an engine: a function over some partitions of a lineage.
 *
 * @param partitions the indices of the partitions wanted, in the order in which results are wanted
 */
public record Job<T, R>(Lineage<T> lineage, List<Integer> partitions, PartitionFunction<T, R> function, JobInfo info)
        implements Serializable {
    public Job {
        requireNonNull(lineage, "lineage");
        partitions = List.copyOf(partitions);
        requireNonNull(function, "function");
        requireNonNull(info, "info");
    }
}
