package io.sluice.embedded;

import io.sluice.state.StateId;
import io.sluice.state.StateStoreProvider;
import io.sluice.storage.log.Forcer;
import io.sluice.storage.log.LogStorage;
import io.sluice.storage.log.LogStorages;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The states that programs of this engine have opened, from their first update until they are closed. Thread-safe. */
final class LiveStates implements AutoCloseable {
    private static final int MOST_FORCED = 4;

    private final StateStoreProvider provider;
    private final Map<StateId, Map<Integer, LivePartition>> states = new ConcurrentHashMap<>();
    private final Forcer forcer = new Forcer("sluice-state-forcer", MOST_FORCED);

    LiveStates(StateStoreProvider provider) {
        this.provider = provider;
    }

    /** A partition, opened if need be. */
    LivePartition partition(StateId id, int partition) {
        return states.computeIfAbsent(id, known -> new ConcurrentHashMap<>())
                .computeIfAbsent(partition, index -> new LivePartition(provider.open(id, index, storageOf(id, index))));
    }

    /** A partition, if it is open. */
    Optional<LivePartition> open(StateId id, int partition) {
        return Optional.ofNullable(states.get(id)).map(partitions -> partitions.get(partition));
    }

    /** Has what a partition has written be on its way to the disk. */
    void forceSoon(LivePartition partition) {
        forcer.soon(() -> partition.state().force());
    }

    /** Closes the states below a checkpoint directory. */
    void close(String checkpoint) {
        states.keySet().stream()
                .filter(id -> id.checkpoint().equals(checkpoint))
                .forEach(this::close);
    }

    private void close(StateId id) {
        Map<Integer, LivePartition> partitions = states.remove(id);
        if (partitions != null) {
            partitions.values().forEach(partition -> {
                synchronized (partition) {
                    partition.state().close();
                }
            });
        }
    }

    @Override
    public void close() {
        forcer.close();
        states.keySet().forEach(this::close);
    }

    private static LogStorage storageOf(StateId id, int partition) {
        return LogStorages.at(id.checkpoint())
                .below("state")
                .below(id.operator())
                .below(Integer.toString(partition));
    }
}
