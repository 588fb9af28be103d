package io.sluice.spark;

import io.sluice.state.StateId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The partitions of state of one executor. One that has moved away is let go of when another partition of its state is updated
 * here in a later batch. Thread-safe.
 */
final class HeldPartitions {
    private final Map<Key, HeldPartition> held = new ConcurrentHashMap<>();
    private final Supplier<String> location;

    /**
     * Holds none yet.
     *
     * @param location the executor, as Spark names locations
     */
    HeldPartitions(Supplier<String> location) {
        this.location = location;
    }

    private record Key(String run, StateId state, int partition) {
        boolean isBeside(StateSplit split) {
            return partition != split.index() && run.equals(split.run()) && state.equals(split.state());
        }
    }

    /** The partition that a task is to look at; empty at first. */
    HeldPartition of(StateSplit split) {
        Key key = new Key(split.run(), split.state(), split.index());
        return held.computeIfAbsent(key, unknown -> new HeldPartition(location.get()));
    }

    /** The partition that a task is to update. */
    HeldPartition toUpdate(StateSplit split) {
        letGoBeside(split);
        return of(split);
    }

    /** Every batch updates every partition, so one that lags behind what is committed was updated elsewhere. */
    private void letGoBeside(StateSplit split) {
        held.entrySet().removeIf(entry -> {
            boolean moved = entry.getKey().isBeside(split) && entry.getValue().isBehind(split.from());
            if (moved) {
                entry.getValue().retire();
            }
            return moved;
        });
    }

    /** Gives back what is held of the states below a checkpoint directory. */
    void close(String checkpoint) {
        held.entrySet().removeIf(entry -> {
            boolean closed = entry.getKey().state().checkpoint().equals(checkpoint);
            if (closed) {
                entry.getValue().close();
            }
            return closed;
        });
    }
}
