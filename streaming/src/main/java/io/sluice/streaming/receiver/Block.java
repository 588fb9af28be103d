package io.sluice.streaming.receiver;

import io.sluice.lineage.SourcePartition;

/**
 * Records that were received together; one partition of a batch. Immutable, though the arrays below it may still be filled
 * behind its end.
 */
public interface Block<T> extends SourcePartition<T> {
    BlockId id();

    /** How many records it has, -1 if that is not known before they are read. */
    long records();

    /** About how much heap it holds. */
    long bytes();

    @Override
    default long work() {
        return records() < 0 ? UNKNOWN_WORK : records();
    }
}
