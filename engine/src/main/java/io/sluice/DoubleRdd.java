package io.sluice;

import io.sluice.lineage.Lineage;

/** An RDD of numbers, with the statistics that numbers have. Spark's {@code JavaDoubleRDD}. */
public final class DoubleRdd extends RddLike<Double, DoubleRdd> {
    DoubleRdd(SluiceContext context, Lineage<Double> lineage) {
        super(context, lineage);
    }

    /** The same records, with operations on numbers. */
    public static DoubleRdd fromRdd(Rdd<Double> rdd) {
        return new DoubleRdd(rdd.context(), rdd.lineage());
    }

    @Override
    DoubleRdd with(Lineage<Double> other) {
        return new DoubleRdd(context, other);
    }

    @Override
    DoubleRdd self() {
        return this;
    }

    /** The same numbers, as an RDD of objects. */
    public Rdd<Double> toRdd() {
        return new Rdd<>(context, lineage);
    }

    /** 0 of no numbers. */
    public double sum() {
        return Statistics.sum(jobs());
    }

    /**
     * The smallest number.
     *
     * @throws UnsupportedOperationException if there is none
     */
    public Double min() {
        return min(Order.natural());
    }

    /**
     * The largest number.
     *
     * @throws UnsupportedOperationException if there is none
     */
    public Double max() {
        return max(Order.natural());
    }

    /** Count, mean, variance and range in one pass. */
    public StatCounter stats() {
        return Statistics.of(jobs());
    }

    /** 0 of no numbers. */
    public double mean() {
        return stats().mean();
    }

    /** The variance of the numbers as a whole population; NaN of none. */
    public double variance() {
        return stats().variance();
    }

    public double popVariance() {
        return stats().popVariance();
    }

    /** The variance of the population that the numbers are a sample of; NaN of fewer than two. */
    public double sampleVariance() {
        return stats().sampleVariance();
    }

    public double stdev() {
        return stats().stdev();
    }

    public double popStdev() {
        return stats().popStdev();
    }

    public double sampleStdev() {
        return stats().sampleStdev();
    }

    /**
     * Counts in so many buckets of equal width, from the smallest number to the largest; in one bucket if all are equal.
     *
     * @return the bounds of the buckets, one more than there are buckets, and the counts
     * @throws UnsupportedOperationException if there is no number, or one is not finite
     */
    public Tuple2<double[], long[]> histogram(int bucketCount) {
        return Histogram.of(jobs(), bucketCount);
    }

    /**
     * Counts in buckets of one's own: {@code [a, b)} for each two bounds that follow each other, and the last one includes
     * its upper bound. Numbers outside, and NaN, are not counted.
     *
     * @param buckets the bounds, ascending, at least two
     */
    public long[] histogram(double[] buckets) {
        return histogram(buckets, false);
    }

    /**
     * Like {@link #histogram(double[])}.
     *
     * @param evenBuckets whether all buckets are equally wide, so that a number's bucket can be computed without searching
     */
    public long[] histogram(double[] buckets, boolean evenBuckets) {
        return Histogram.of(jobs(), buckets, evenBuckets);
    }
}
