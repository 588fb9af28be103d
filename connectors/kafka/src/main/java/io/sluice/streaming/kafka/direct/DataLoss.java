package io.sluice.streaming.kafka.direct;

import io.sluice.error.StreamException;
import io.sluice.streaming.kafka.OffsetRange;
import java.io.Serializable;

/**
 * What it means that records are gone which a batch was to read: the values of {@code sluice.streaming.kafka.onDataLoss}.
 *
 * @param skip whether to go on without them; otherwise the batch fails
 * @param tally is told when they are passed over
 */
record DataLoss(boolean skip, Tally tally) implements Serializable {
    /** Records of a range were lost. */
    void lost(long batch, OffsetRange range, long oldest, long end, long count) {
        StreamException problem = DirectErrors.recordsGone(batch, range, oldest, end, count);
        if (!skip) {
            throw problem;
        }
        tally.lost(count, problem);
    }
}
