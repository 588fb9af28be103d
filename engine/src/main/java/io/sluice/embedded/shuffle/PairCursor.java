package io.sluice.embedded.shuffle;

import io.sluice.Tuple2;

/** Pairs one after another, with no object made for each unless it is asked for. Confined to one task. */
interface PairCursor<K, V> extends AutoCloseable {
    /** Steps to the next pair; false at the end. */
    boolean next() throws Exception;

    /** The key of the pair stepped to. */
    K key();

    /** The value of the pair stepped to. */
    V value();

    /** The pair stepped to, as a record. */
    default Tuple2<K, V> pair() {
        return new Tuple2<>(key(), value());
    }

    /**
     * Whether others may read the value stepped to as well: then it must be copied before a user's function may change it.
     */
    default boolean shared() {
        return false;
    }

    /** Frees what is open; idempotent. */
    @Override
    void close();
}
