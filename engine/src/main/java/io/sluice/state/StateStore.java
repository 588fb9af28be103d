package io.sluice.state;

import java.util.Set;

/**
 * Keyed state of one operator in one partition, opened at a version to write the next one. Keys are unique and have {@code
 * equals} and {@code hashCode}; values are never null. Confined to the task that opened it. Source of the idea: the state
 * store of Structured Streaming.
 */
public interface StateStore<K, S> {
    /**
     * The entry of a key, which may hold nothing yet. It is the same object at each call, moved to the key: use it before the
     * next call.
     */
    StateEntry<K, S> entry(K key);

    /** How many keys are worth looking for at a time. */
    int EXPECTED = 32;

    /**
     * Says which keys will be asked for next, those from {@code from} until {@code until} (exclusive), about {@link #EXPECTED},
     * so that a store can look for several at a time. Changes nothing.
     */
    default void expect(Object[] keys, int from, int until) {}

    /**
     * Visits every entry that holds a value. The visited entry may be changed or removed meanwhile; no other key may be.
     * Cost follows the number of all entries.
     */
    void forEach(Visitor<K, S> visitor) throws Exception;

    /** {@link #forEach} without the entries that were marked in this batch, see {@link StateEntry#mark}. */
    void forEachUnmarked(Visitor<K, S> visitor) throws Exception;

    /**
     * Visits the entries whose {@link StateEntry#deadline()} is at or before a time, the earliest first, as {@link #forEach}
     * does. Cost follows the number of those entries.
     */
    void forEachExpired(long nowMillis, Visitor<K, S> visitor) throws Exception;

    /**
     * If the state was read from where it is kept, and had keys, shows the next key that it had not to a check, before it is
     * added. What the check throws, {@link StateEntry#set} throws.
     */
    default void checkNewKeys(KeyCheck check) {}

    /** Holds a new key against the keys that were there. */
    @FunctionalInterface
    interface KeyCheck {
        /**
         * Throws if the key cannot be meant.
         *
         * @param before the classes of the keys that were read
         * @return whether that was enough; else the next new key is shown too
         */
        boolean check(Set<Class<?>> before, Object key);
    }

    /** How many keys hold a value. */
    long size();

    /** Sees one entry at a time. */
    @FunctionalInterface
    interface Visitor<K, S> {
        void visit(StateEntry<K, S> entry) throws Exception;
    }
}
