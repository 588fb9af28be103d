package io.sluice;

import io.sluice.lineage.Lineage;
import io.sluice.lineage.PartitionedSource;

/**
 * A dataset in partitions: records of one type, computed from other datasets or read from outside. Spark's {@code JavaRDD}.
 *
 * @param <T> the records
 */
public non-sealed class Rdd<T> extends RddLike<T, Rdd<T>> {
    /**
     * For connectors: the records of a source, as an RDD that has more to tell of them. Whatever is made of it is a plain RDD.
     */
    protected Rdd(SluiceContext context, PartitionedSource<T> source) {
        this(context, context.source(source));
    }

    Rdd(SluiceContext context, Lineage<T> lineage) {
        super(context, lineage);
    }

    @Override
    final Rdd<T> with(Lineage<T> other) {
        return new Rdd<>(context, other);
    }

    @Override
    final Rdd<T> self() {
        return this;
    }

    /** Every record in exactly one of the results, at random, in proportion to the weights. */
    public final Rdd<T>[] randomSplit(double[] weights) {
        return randomSplit(weights, Sampling.anySeed());
    }

    /** Like {@link #randomSplit(double[])}; the same seed over the same partitions splits in the same way. */
    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type cannot be made otherwise
    public final Rdd<T>[] randomSplit(double[] weights, long seed) {
        double[] bounds = Sampling.cells(weights);
        Rdd<T>[] parts = new Rdd[weights.length];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = narrow(Sampling.cell(bounds[i], bounds[i + 1], seed), true);
        }
        return parts;
    }
}
