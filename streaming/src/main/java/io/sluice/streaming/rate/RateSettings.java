package io.sluice.streaming.rate;

import java.time.Duration;

/**
 * The settings of backpressure, read once.
 *
 * @param initialRate records a second before anything is measured, 0 to begin gently
 * @param proportional see {@link PidRateEstimator}, as for the three that follow
 */
public record RateSettings(
        Duration batchInterval,
        long initialRate,
        double proportional,
        double integral,
        double derived,
        double minRate) {
    /** As many as nearly every program copes with, and few enough to be forgiven by one that does not. */
    private static final long GENTLE = 1_000;

    /** The rate of a source that nothing is known of. */
    double firstRate() {
        return initialRate > 0 ? initialRate : Math.max(GENTLE, minRate);
    }

    RateEstimator newEstimator() {
        return new PidRateEstimator(batchInterval, proportional, integral, derived, minRate);
    }
}
