package io.sluice.streaming.receiver;

import java.util.Optional;

/** Where records gather until a block is cut. Filled by receivers' threads, cut by one thread at a time. */
interface OpenBlock<T> {
    /** What has gathered since the last cut; none if that is nothing. */
    Optional<Block<T>> cut(BlockId id);

    /** Whether nothing has gathered. */
    boolean isEmpty();
}
