package io.sluice.streaming.rate;

import java.time.Duration;
import java.util.OptionalDouble;

/**
 * A PID controller, with the error in records a second: how much the last rate was above what was really processed
 * (proportional), how much the records that wait would take of the next interval (integral: what waits is the sum of past
 * errors), and how the error changes (derivative). Confined to one thread. Source: {@code PIDRateEstimator} of Spark
 * Streaming, whose settings and defaults are kept.
 */
public final class PidRateEstimator implements RateEstimator {
    private final double batchMillis;
    private final double proportional;
    private final double integral;
    private final double derived;
    private final double minRate;
    private boolean measured;
    private long latestTime = -1;
    private double latestRate;
    private double latestError;

    /**
     * @param proportional weight of the present error, 0 or more
     * @param integral weight of the records that wait, 0 or more
     * @param derived weight of the error's change, 0 or more
     * @param minRate never estimates less, above 0
     * @throws IllegalArgumentException naming the one that is out of its range
     */
    public PidRateEstimator(
            Duration batchInterval, double proportional, double integral, double derived, double minRate) {
        require(
                batchInterval.toMillis() > 0,
                "Specified batch interval %d in PidRateEstimator is invalid.".formatted(batchInterval.toMillis()));
        require(proportional >= 0, "Proportional term %s in PidRateEstimator should be >= 0.".formatted(proportional));
        require(integral >= 0, "Integral term %s in PidRateEstimator should be >= 0.".formatted(integral));
        require(derived >= 0, "Derivative term %s in PidRateEstimator should be >= 0.".formatted(derived));
        require(minRate > 0, "Minimum rate %s in PidRateEstimator should be > 0.".formatted(minRate));
        this.batchMillis = batchInterval.toMillis();
        this.proportional = proportional;
        this.integral = integral;
        this.derived = derived;
        this.minRate = minRate;
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) { // also for what is no number
            throw new IllegalArgumentException(otherwise);
        }
    }

    /** None for a batch without records or duration, for one not later than the last, and for the first one that counts. */
    @Override
    public OptionalDouble compute(long time, long records, long processingDelay, long schedulingDelay) {
        if (time <= latestTime || records <= 0 || processingDelay <= 0) {
            return OptionalDouble.empty();
        }
        double processed = 1000.0 * records / processingDelay;
        if (!measured) {
            measured = true;
            remember(time, processed, 0);
            return OptionalDouble.empty();
        }
        double error = latestRate - processed;
        double waiting = schedulingDelay * processed / batchMillis;
        double change = (error - latestError) / ((time - latestTime) / 1000.0);
        double rate = Math.max(minRate, latestRate - proportional * error - integral * waiting - derived * change);
        remember(time, rate, error);
        return OptionalDouble.of(rate);
    }

    private void remember(long time, double rate, double error) {
        latestTime = time;
        latestRate = rate;
        latestError = error;
    }
}
