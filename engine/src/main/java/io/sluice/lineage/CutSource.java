package io.sluice.lineage;

import io.sluice.Partitioner;
import io.sluice.TaskContext;
import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;
import io.sluice.operator.Records;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What is below a checkpointed node: nothing. An engine finds the node's records under its id and never comes here, unless
 * they were thrown away.
 */
public final class CutSource<T> implements PartitionedSource<T> {
    private final List<Cut<T>> partitions;
    private final Partitioner partitioner;

    /**
     * As many partitions as the node has.
     *
     * @param partitioner the node's; null if it has none
     */
    public CutSource(String origin, int partitions, Partitioner partitioner) {
        this.partitions = IntStream.range(0, partitions)
                .mapToObj(partition -> new Cut<T>(origin, partition))
                .toList();
        this.partitioner = partitioner;
    }

    @Override
    public List<Cut<T>> partitions() {
        return partitions;
    }

    @Override
    public Optional<Partitioner> partitioner() {
        return Optional.ofNullable(partitioner);
    }

    private record Cut<T>(String origin, int partition) implements SourcePartition<T> {
        @Override
        public Records<T> read(TaskContext task) {
            throw new StreamException(
                    ErrorCode.CHECKPOINT_LOST,
                    "Partition %d of %s was checkpointed, and its records are gone.".formatted(partition, origin),
                    "Do not unpersist a dataset with a local checkpoint while others are computed from it.");
        }
    }
}
