package io.sluice.state.memory;

import io.sluice.state.StateId;
import io.sluice.state.StatePartition;
import io.sluice.state.StateStoreProvider;
import io.sluice.storage.log.LogStorage;

/** Keeps state in memory, with every change on the disk. Stateless. */
public final class LiveStates implements StateStoreProvider {
    @Override
    public <K, S> StatePartition<K, S> open(StateId id, int partition, LogStorage storage) {
        return new LiveState<>("operator '%s', partition %d".formatted(id.operator(), partition));
    }
}
