package io.sluice.embedded;

import io.sluice.state.StatePartition;

/** One partition of a state, and how long it took to update. The owner of its lock may use the state. */
final class LivePartition {
    private final StatePartition<?, ?> state;
    private volatile long updateNanos;
    private volatile long size;

    LivePartition(StatePartition<?, ?> state) {
        this.state = state;
    }

    @SuppressWarnings("unchecked") // one operator has one type of keys and one of values
    <K, S> StatePartition<K, S> state() {
        return (StatePartition<K, S>) state;
    }

    /** The latest version, which is durable when this returns. */
    long durable() {
        state.force();
        return state.latest();
    }

    /** How long the latest update took. */
    long updateNanos() {
        return updateNanos;
    }

    /** How many keys there were after it. */
    long size() {
        return size;
    }

    void updated(long nanos) {
        updateNanos = nanos;
        size = state.size();
    }
}
