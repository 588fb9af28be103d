package io.sluice.spark;

import io.sluice.operator.Operator;
import io.sluice.operator.Origin;
import org.apache.spark.rdd.RDD;

/**
 * A dataset on its way to becoming an RDD of Spark's: one that is there, and what is still to be done to its records.
 *
 * @param keepsPartitioner whether what is still to be done leaves records in the partition of their key
 */
record Piped<S, T>(RDD<S> base, Chain<S, T> chain, boolean keepsPartitioner) {
    static <S> Piped<S, S> of(RDD<S> rdd) {
        return new Piped<>(rdd, Chain.empty(), true);
    }

    <U> Piped<S, U> then(Operator<T, U> operator, Origin origin, boolean keepsKeys) {
        return new Piped<>(base, chain.then(operator, origin), keepsPartitioner && keepsKeys);
    }
}
