package io.sluice;

import io.sluice.lineage.Lineage;
import io.sluice.operator.MapOperator;

/** Operations that look at whole records as keys: they need {@code equals} and {@code hashCode}. */
final class Sets {
    private Sets() {}

    static <T> Lineage<T> distinct(RddLike<T, ?> rdd, int numPartitions) {
        return asKeys(rdd)
                .reduceByKey(new HashPartitioner(numPartitions), (one, same) -> one)
                .keys()
                .lineage();
    }

    static <T> Lineage<T> intersection(RddLike<T, ?> one, RddLike<T, ?> other) {
        return asKeys(one)
                .cogroup(asKeys(other))
                .filter(group -> group._2()._1().iterator().hasNext()
                        && group._2()._2().iterator().hasNext())
                .keys()
                .lineage();
    }

    /** The records of one without those that the other has too; duplicates stay. */
    static <T> Lineage<T> subtract(RddLike<T, ?> one, RddLike<T, ?> other, Partitioner partitioner) {
        return asKeys(one).subtractByKey(asKeys(other), partitioner).keys().lineage();
    }

    private static <T> PairRdd<T, Boolean> asKeys(RddLike<T, ?> rdd) {
        return PairRdd.fromRdd(rdd.narrow(new MapOperator<>(record -> new Tuple2<>(record, Boolean.TRUE)), false));
    }
}
