package io.sluice.embedded;

import io.sluice.Broadcast;
import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;

/** A broadcast in one process: the value itself. */
final class LocalBroadcast<T> extends Broadcast<T> {
    private final long id;
    private volatile T value;
    private volatile boolean destroyed;

    LocalBroadcast(long id, T value) {
        this.id = id;
        this.value = value;
    }

    @Override
    public long id() {
        return id;
    }

    @Override
    public T value() {
        T current = value;
        if (destroyed) {
            throw new StreamException(
                    ErrorCode.BROADCAST_DESTROYED,
                    "Broadcast %d was destroyed, and is used all the same.".formatted(id),
                    "Destroy a broadcast when no job uses it any more, or broadcast the value again.");
        }
        return current;
    }

    @Override
    public void unpersist(boolean blocking) {
        requireNotDestroyed();
    }

    @Override
    public void destroy() {
        requireNotDestroyed();
        destroyed = true;
        value = null;
    }

    private void requireNotDestroyed() {
        value();
    }
}
