package io.sluice.state.memory;

import io.sluice.Tuple2;
import io.sluice.state.StateId;
import io.sluice.state.StatePartition;
import io.sluice.state.StateStoreProvider;
import io.sluice.storage.log.LogStorage;
import java.util.Iterator;
import java.util.Optional;

/** Keeps state in memory, with every change on the disk. Stateless. */
public final class LiveStates implements StateStoreProvider {
    @Override
    public <K, S> StatePartition<K, S> open(
            StateId id, int partition, LogStorage storage, Optional<LogStorage> inherited) {
        String name = name(id, partition);
        return new LiveState<>(name, new StateLog(name, storage, inherited, loader()));
    }

    @Override
    public <K, S> Iterator<Tuple2<K, S>> read(StateId id, int partition, LogStorage storage, long version) {
        EntryTable table = new EntryTable();
        StateLog.read(name(id, partition), storage, loader(), version, table);
        return new TableEntries<>(table);
    }

    private static String name(StateId id, int partition) {
        return "operator '%s', partition %d".formatted(id.operator(), partition);
    }

    private static ClassLoader loader() {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        return context == null ? LiveStates.class.getClassLoader() : context;
    }
}
