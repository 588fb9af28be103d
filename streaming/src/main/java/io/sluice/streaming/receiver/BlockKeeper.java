package io.sluice.streaming.receiver;

import io.sluice.error.StreamException;

/** What makes blocks safe before batches may have them. One thread at a time keeps; otherwise thread-safe. */
interface BlockKeeper<T> {
    /** Takes a block that has its id, in the order of ids, and answers what batches get instead; it is safe after {@link #force}. */
    Block<T> keep(Block<T> block, BlockFrames.Content content);

    /** Returns when all that was kept before the call is safe. */
    void force();

    /** Tells of a block that was not stored. */
    void reportLost(StreamException why);

    /** Tells of records that were not stored, though the others of their block were. */
    void reportLost(Sifted<T> sifted, Block<T> block);

    /** Tells that nothing is kept, where nobody else can be told. */
    void reportFailed(StreamException why);

    boolean isOpen();

    /** Takes nothing more. */
    void close();
}
