package io.sluice.spark;

import io.sluice.state.StateId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The partitions of state that live in this process, from their first batch here until their program ends. Thread-safe. It is
 * the one thing of ours that is static: tasks have nothing else in common that lasts from one to the next.
 */
final class ExecutorStates {
    private static final Map<Key, HeldPartition> HELD = new ConcurrentHashMap<>();

    private ExecutorStates() {}

    private record Key(String run, StateId state, int partition) {}

    /** The partition that a task is to update or to look at; empty at first. */
    static HeldPartition of(StateSplit split) {
        return HELD.computeIfAbsent(
                key(split),
                unknown -> new HeldPartition(SparkInternals.thisExecutor().location()));
    }

    private static Key key(StateSplit split) {
        return new Key(split.run(), split.state(), split.index());
    }

    /** Gives back what is held of the states below a checkpoint directory. */
    static void close(String checkpoint) {
        HELD.entrySet().removeIf(entry -> {
            boolean closed = entry.getKey().state().checkpoint().equals(checkpoint);
            if (closed) {
                entry.getValue().close();
            }
            return closed;
        });
    }
}
