package io.sluice.embedded;

import io.sluice.state.StateId;
import io.sluice.state.StatePartition;
import io.sluice.state.StateStoreProvider;
import io.sluice.state.memory.StateOwners;
import io.sluice.storage.log.Forcer;
import io.sluice.storage.log.LogStorages;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The states that programs of this engine have opened, from their first update until they are closed. Thread-safe. */
final class LiveStates implements AutoCloseable {
    private static final int MOST_FORCED = 4;

    private final StateStoreProvider provider;
    private final Map<StateId, Live> states = new ConcurrentHashMap<>();
    private final Forcer forcer = new Forcer("sluice-state-forcer", MOST_FORCED);

    LiveStates(StateStoreProvider provider) {
        this.provider = provider;
    }

    /** The partitions of a state that are open. */
    private final class Live {
        private final StateId id;
        private final StateOwners owners;
        private final Map<Integer, LivePartition> partitions = new ConcurrentHashMap<>();
        private final Map<Integer, String> inherited = new ConcurrentHashMap<>();

        Live(StateId id) {
            this.id = id;
            this.owners = new StateOwners(LogStorages.at(id.checkpoint()), id.operator());
        }

        LivePartition partition(int index) {
            return partitions.computeIfAbsent(index, unknown -> new LivePartition(open(index)));
        }

        /** What a cluster kept last is inherited, as a process of it may live on for a while. */
        private StatePartition<?, ?> open(int index) {
            if (owners.owner(index).equals(StateOwners.FIRST)) {
                return provider.open(id, index, owners.storage(index));
            }
            String own = StateOwners.another();
            inherited.put(index, own);
            return provider.open(id, index, owners.storage(index, own), Optional.of(owners.storage(index)));
        }

        synchronized long[] durable(int count) {
            long[] versions = new long[count];
            for (int i = 0; i < count; i++) {
                LivePartition live = partitions.get(i);
                versions[i] = live == null ? StatePartition.EMPTY : live.durable();
            }
            if (!inherited.isEmpty()) {
                owners.move(inherited);
                inherited.clear();
            }
            return versions;
        }

        void close() {
            partitions.values().forEach(partition -> {
                synchronized (partition) {
                    partition.state().close();
                }
            });
        }
    }

    /** A partition, opened if need be. */
    LivePartition partition(StateId id, int partition) {
        return states.computeIfAbsent(id, Live::new).partition(partition);
    }

    /** A partition, if it is open. */
    Optional<LivePartition> open(StateId id, int partition) {
        return Optional.ofNullable(states.get(id)).map(live -> live.partitions.get(partition));
    }

    /** The latest version of each partition; durable, and what the next run reads, when this returns. */
    long[] durable(StateId id, int partitions) {
        return states.computeIfAbsent(id, Live::new).durable(partitions);
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
        Live live = states.remove(id);
        if (live != null) {
            live.close();
        }
    }

    @Override
    public void close() {
        forcer.close();
        states.keySet().forEach(this::close);
    }
}
