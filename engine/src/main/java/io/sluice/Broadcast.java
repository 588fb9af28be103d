package io.sluice;

import java.io.Serializable;

/**
 * A read-only value that tasks share: on a cluster each machine gets it once, in one process it is the value itself. Made by
 * {@link SluiceContext#broadcast}. Thread-safe.
 */
public abstract class Broadcast<T> implements Serializable {
    /** Unique in its context. */
    public abstract long id();

    /**
     * The value, the same for every caller.
     *
     * @throws io.sluice.error.StreamException {@code BROADCAST_DESTROYED} after {@link #destroy()}
     */
    public abstract T value();

    /** Drops the copies that machines hold; the value is sent again when asked for. */
    public abstract void unpersist(boolean blocking);

    /** {@link #unpersist(boolean)} without waiting. */
    public void unpersist() {
        unpersist(false);
    }

    /** Gives the value up for good: whoever asks for it afterwards gets an error. */
    public abstract void destroy();

    @Override
    public String toString() {
        return "Broadcast(" + id() + ")";
    }
}
