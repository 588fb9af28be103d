package io.sluice.streaming.allocation;

import java.time.Duration;

/**
 * The settings of dynamic allocation, read once.
 *
 * @param scalingInterval how long batches are measured before anything is changed
 * @param scalingUpRatio of the average processing time to the batch interval, from which on there are to be more executors
 * @param scalingDownRatio up to which there are to be fewer
 */
public record AllocationSettings(
        Duration batchInterval,
        long minExecutors,
        long maxExecutors,
        Duration scalingInterval,
        double scalingUpRatio,
        double scalingDownRatio) {
    private static final String PREFIX = "sluice.streaming.dynamicAllocation.";

    /** @throws IllegalArgumentException naming the setting that is out of its range */
    public AllocationSettings {
        requirePositive("minExecutors", minExecutors > 0, minExecutors);
        requirePositive("maxExecutors", maxExecutors > 0, maxExecutors);
        requirePositive("scalingInterval", !scalingInterval.isZero() && !scalingInterval.isNegative(), scalingInterval);
        requirePositive("scalingUpRatio", scalingUpRatio > 0, scalingUpRatio);
        requirePositive("scalingDownRatio", scalingDownRatio > 0, scalingDownRatio);
        if (minExecutors > maxExecutors) {
            throw new IllegalArgumentException(PREFIX
                    + "minExecutors is %d, which is more than maxExecutors, %d".formatted(minExecutors, maxExecutors));
        }
        if (scalingUpRatio <= scalingDownRatio) {
            throw new IllegalArgumentException(PREFIX
                    + "scalingUpRatio is %s, which must be more than scalingDownRatio, %s"
                            .formatted(scalingUpRatio, scalingDownRatio));
        }
    }

    private static void requirePositive(String name, boolean positive, Object value) {
        if (!positive) {
            throw new IllegalArgumentException(PREFIX + "%s must be above 0, got %s".formatted(name, value));
        }
    }

    /**
     * How many executors there should be.
     *
     * @param ratio of the average processing time to the batch interval
     * @param executors how many there are
     */
    int wanted(double ratio, int executors) {
        if (ratio >= scalingUpRatio) {
            long more = Math.max(Math.round(ratio), 1);
            long total = Math.max(Math.min(executors + more, maxExecutors), minExecutors);
            return (int) Math.min(Math.max(total, executors), Integer.MAX_VALUE);
        }
        return ratio <= scalingDownRatio && executors > minExecutors ? executors - 1 : executors;
    }
}
