package io.sluice.embedded.shuffle;

import java.io.IOException;

/** The part of a map output that is still in memory, split by reducer. Immutable, so safe to be read by many tasks. */
sealed interface MemoryPart permits CombinedPart, RowsPart {
    /** The pairs for one reducer, by reference. */
    PairCursor<Object, Object> open(int reducer);

    /** The same in the order of the keys' hash codes; only for combined values. */
    PairCursor<Object, Object> openByHash(int reducer);

    /** How many pairs there are for one reducer. */
    long records(int reducer);

    /** Writes one segment for each reducer. */
    void spillTo(SpillWriter out) throws IOException;
}
