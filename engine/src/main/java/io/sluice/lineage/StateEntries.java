package io.sluice.lineage;

import io.sluice.Partitioner;
import io.sluice.Tuple2;
import io.sluice.operator.Origin;
import java.util.List;
import java.util.Optional;

/**
 * What a state holds after an update, key by key: a look at the live state, which costs no copy and lasts until the next
 * update of the same operator begins; after that reading it is {@code STATE_LOST}. Persist the node while it lasts to keep it
 * longer: values that can change in place are then copied.
 */
public record StateEntries<K, S>(Origin origin, StateUpdate<K, ?, S, ?> update) implements Lineage<Tuple2<K, S>> {
    @Override
    public List<Lineage<?>> parents() {
        return List.of(update);
    }

    @Override
    public int numPartitions() {
        return update.numPartitions();
    }

    @Override
    public Optional<Partitioner> partitioner() {
        return Optional.of(update.byKey());
    }
}
