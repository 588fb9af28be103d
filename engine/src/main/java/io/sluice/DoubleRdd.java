package io.sluice;

import io.sluice.lineage.Lineage;

/** An RDD of numbers, with the statistics that numbers have. Spark's {@code JavaDoubleRDD}. */
public final class DoubleRdd extends RddLike<Double, DoubleRdd> {
    DoubleRdd(SluiceContext context, Lineage<Double> lineage) {
        super(context, lineage);
    }

    @Override
    DoubleRdd with(Lineage<Double> other) {
        return new DoubleRdd(context, other);
    }

    @Override
    DoubleRdd self() {
        return this;
    }
}
