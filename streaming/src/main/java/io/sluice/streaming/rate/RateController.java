package io.sluice.streaming.rate;

import java.util.OptionalDouble;

/** Sets the rate of one source. Thread-safe. */
final class RateController {
    /** A rate grows by this much from one batch to the next: a small batch says little of how a large one fares. */
    private static final double GROWTH = 2;

    private final RateTarget target;
    private final RateEstimator estimator;
    private double rate;

    RateController(RateTarget target, RateEstimator estimator, double firstRate) {
        this.target = target;
        this.estimator = estimator;
        this.rate = firstRate;
    }

    synchronized double rate() {
        return rate;
    }

    /** Tells the source to begin with a rate. */
    synchronized void set(double newRate) {
        rate = newRate;
        target.update(Math.max(1, Math.round(newRate)));
    }

    /** A batch is done; its parameters are those of {@link RateEstimator#compute}. */
    synchronized void completed(long time, long records, long processingDelay, long schedulingDelay) {
        // what is over within the clock's millisecond took some of it
        long delay = processingDelay == 0 ? 1 : processingDelay;
        OptionalDouble estimate = estimator.compute(time, records, delay, schedulingDelay);
        if (estimate.isPresent()) {
            set(Math.min(estimate.getAsDouble(), rate * GROWTH));
        }
    }
}
