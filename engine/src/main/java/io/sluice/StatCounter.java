package io.sluice;

import java.io.Serializable;

/**
 * Count, mean, variance and range of numbers, gathered in one pass. Two counters merge into the counter of all their numbers,
 * by the method of Chan, Golub and LeVeque, which stays accurate where sums of squares do not. Confined to one thread.
 */
public final class StatCounter implements Serializable {
    private long count;
    private double mean;
    private double squares;
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;

    /** A counter that has seen nothing. */
    public StatCounter() {}

    /** Takes one more number. */
    public StatCounter merge(double value) {
        double delta = value - mean;
        count++;
        mean += delta / count;
        squares += delta * (value - mean);
        min = Math.min(min, value);
        max = Math.max(max, value);
        return this;
    }

    /** Takes all numbers that another counter has seen. */
    public StatCounter merge(StatCounter other) {
        if (other.count == 0) {
            return this;
        }
        long together = count + other.count;
        double delta = other.mean - mean;
        squares += other.squares + delta * delta * ((double) count * other.count / together);
        mean += delta * other.count / together;
        count = together;
        min = Math.min(min, other.min);
        max = Math.max(max, other.max);
        return this;
    }

    public StatCounter copy() {
        return new StatCounter().merge(this);
    }

    public long count() {
        return count;
    }

    /** 0 of no numbers. */
    public double mean() {
        return mean;
    }

    public double sum() {
        return count * mean;
    }

    /** Positive infinity of no numbers. */
    public double min() {
        return min;
    }

    /** Negative infinity of no numbers. */
    public double max() {
        return max;
    }

    /** The variance of the numbers as a whole population; NaN of none. */
    public double variance() {
        return popVariance();
    }

    public double popVariance() {
        return count == 0 ? Double.NaN : squares / count;
    }

    /** The variance of the population that the numbers are a sample of; NaN of fewer than two. */
    public double sampleVariance() {
        return count <= 1 ? Double.NaN : squares / (count - 1);
    }

    public double stdev() {
        return popStdev();
    }

    public double popStdev() {
        return Math.sqrt(popVariance());
    }

    public double sampleStdev() {
        return Math.sqrt(sampleVariance());
    }

    @Override
    public String toString() {
        return "(count: %d, mean: %f, stdev: %f, max: %f, min: %f)".formatted(count, mean, popStdev(), max, min);
    }
}
