package io.sluice.state.memory;

import io.sluice.state.StateId;
import io.sluice.state.StatePartition;
import io.sluice.state.StateStoreProvider;
import io.sluice.storage.log.LogStorage;

/** Keeps state in memory, with every change on the disk. Stateless. */
public final class LiveStates implements StateStoreProvider {
    @Override
    public <K, S> StatePartition<K, S> open(StateId id, int partition, LogStorage storage) {
        String name = "operator '%s', partition %d".formatted(id.operator(), partition);
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        ClassLoader loader = context == null ? LiveStates.class.getClassLoader() : context;
        return new LiveState<>(name, new StateLog(name, storage, loader));
    }
}
