package io.sluice.state;

import io.sluice.Tuple2;
import java.util.Iterator;

/**
 * The state of one operator in one partition over its versions, one for each batch that changed it. A version is the time
 * of its batch in milliseconds. Owned by the engine, which has one task at a time use it.
 *
 * <p>A batch {@link #begin}s on the version before, writes to the store that it got, and {@link #prepare}s, which writes its
 * changes down; {@link #force} makes them durable. An attempt that failed {@link #abort}s. Whether a prepared version counts is
 * decided by who runs the batch, and only after a {@code force}: the next {@code begin} says on which version it stands, and if
 * that is an older one than was prepared, the prepared one is undone.
 */
public interface StatePartition<K, S> extends AutoCloseable {
    /** The version before any batch: no state. */
    long EMPTY = -1;

    /**
     * Opens version {@code from} to write version {@code version}; what was begun or prepared after {@code from} is undone.
     *
     * @throws io.sluice.error.StreamException {@code STATE_LOST} if {@code from} cannot be had any more
     */
    StateStore<K, S> begin(long from, long version);

    /** Writes down what was written since {@link #begin}, as the version it began; durable after {@link #force}. */
    void prepare();

    /**
     * Returns when what was prepared before the call is durable. Any thread may call it, also while another one reads
     * {@link #entries}, or forces as well; one that fails has all later ones fail.
     *
     * @throws io.sluice.error.StreamException {@code DISK_FULL} or {@code CHECKPOINT_FAILED}
     */
    void force();

    /** Undoes what was written since {@link #begin}. */
    void abort();

    /** The entries at a version, which must be the latest one; not to be read on once the next version has begun. */
    Iterator<Tuple2<K, S>> entries(long version);

    /**
     * The latest version that is written down, at or before the one that the partition is at; {@link #EMPTY} if there is none.
     * A batch that changes nothing may write no version.
     */
    long latest();

    /** How many keys hold a value now. */
    long size();

    /** Gives memory and files back; what was prepared stays on the disk. Idempotent. */
    @Override
    void close();
}
