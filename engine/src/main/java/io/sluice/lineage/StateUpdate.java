package io.sluice.lineage;

import io.sluice.Partitioner;
import io.sluice.Tuple2;
import io.sluice.operator.Origin;
import io.sluice.state.StateId;
import java.util.List;
import java.util.Optional;

/**
 * A keyed parent run against the state of an operator, once for each batch. The parent is spread by {@code byKey}. However
 * often a job asks for the records, the state changes once: the first job that computes a partition keeps what was emitted
 * until the node is gone. The batch cycle runs all partitions before it runs outputs.
 *
 * @param byKey how keys are spread over the partitions of the state
 * @param progress which version the update stands on, when it runs
 * @param version the version it writes: the time of its batch, in milliseconds
 * @param results where the engine keeps what was emitted
 */
public record StateUpdate<K, V, S, T>(
        Origin origin,
        Lineage<Tuple2<K, V>> parent,
        Partitioner byKey,
        StateId state,
        StateProgress progress,
        long version,
        StateStep<K, V, S, T> step,
        Shuffle.Results results)
        implements Lineage<T> {
    @Override
    public List<Lineage<?>> parents() {
        return List.of(parent);
    }

    @Override
    public int numPartitions() {
        return byKey.numPartitions();
    }

    @Override
    public Optional<Partitioner> partitioner() {
        return Optional.empty();
    }
}
