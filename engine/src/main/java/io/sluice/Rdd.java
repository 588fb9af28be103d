package io.sluice;

import io.sluice.lineage.Lineage;

/**
 * A dataset in partitions: records of one type, computed from other datasets or read from outside. Spark's {@code JavaRDD}.
 *
 * @param <T> the records
 */
public final class Rdd<T> extends RddLike<T, Rdd<T>> {
    Rdd(SluiceContext context, Lineage<T> lineage) {
        super(context, lineage);
    }

    @Override
    Rdd<T> with(Lineage<T> other) {
        return new Rdd<>(context, other);
    }

    @Override
    Rdd<T> self() {
        return this;
    }
}
