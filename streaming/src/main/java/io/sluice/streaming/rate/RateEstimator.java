package io.sluice.streaming.rate;

import java.util.OptionalDouble;

/** Estimates how many records a second can be processed, from the batches of one source as they complete. */
public interface RateEstimator {
    /**
     * Takes a batch into account.
     *
     * @param time when its processing ended, in milliseconds since 1970
     * @param records how many it had of the source
     * @param processingDelay how long it was processed, in milliseconds
     * @param schedulingDelay how long it waited before, in milliseconds
     * @return records a second from now on; none if this batch says nothing
     */
    OptionalDouble compute(long time, long records, long processingDelay, long schedulingDelay);
}
