package io.sluice.spark;

import io.sluice.operator.Operator;
import io.sluice.operator.Origin;
import org.apache.spark.Partitioner;
import org.apache.spark.rdd.RDD;
import scala.Option;

/**
 * A dataset on its way to becoming an RDD of Spark's: one that is there, and what is still to be done to its records.
 *
 * @param partitioner how the records are spread over partitions when all is done, if by key
 */
record Piped<S, T>(RDD<S> base, Chain<S, T> chain, Option<Partitioner> partitioner) {
    static <S> Piped<S, S> of(RDD<S> rdd) {
        return new Piped<>(rdd, Chain.empty(), rdd.partitioner());
    }

    <U> Piped<S, U> then(Operator<T, U> operator, Origin origin, boolean keepsKeys) {
        return new Piped<>(base, chain.then(operator, origin), keepsKeys ? partitioner : Option.empty());
    }
}
