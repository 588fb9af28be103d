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

    /** Frees what is open; idempotent. */
    @Override
    void close();
}
