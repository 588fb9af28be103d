package io.sluice;

import io.sluice.lineage.Lineage;
import java.util.Optional;

/**
 * What keyed RDDs can do together: records of the same key meet. A missing side is an empty {@code Optional}; a value that is
 * null cannot be told from a missing one there.
 *
 * @param <K> the keys
 * @param <V> the values of this RDD
 */
public sealed interface PairJoins<K, V> permits PairRdd {
    SluiceContext context();

    Lineage<Tuple2<K, V>> lineage();

    private <W> Partitioner partitionerWith(PairRdd<K, W> other) {
        return Partitioners.defaultFor(context(), lineage(), other.lineage());
    }

    // ---- cogroup

    default <W> PairRdd<K, Tuple2<Iterable<V>, Iterable<W>>> cogroup(PairRdd<K, W> other) {
        return cogroup(other, partitionerWith(other));
    }

    default <W> PairRdd<K, Tuple2<Iterable<V>, Iterable<W>>> cogroup(PairRdd<K, W> other, int numPartitions) {
        return cogroup(other, new HashPartitioner(numPartitions));
    }

    /** For each key of either, its values in both. */
    default <W> PairRdd<K, Tuple2<Iterable<V>, Iterable<W>>> cogroup(PairRdd<K, W> other, Partitioner partitioner) {
        return Joins.two(context(), partitioner, lineage(), other.lineage());
    }

    default <W1, W2> PairRdd<K, Tuple3<Iterable<V>, Iterable<W1>, Iterable<W2>>> cogroup(
            PairRdd<K, W1> other1, PairRdd<K, W2> other2) {
        return cogroup(
                other1, other2, Partitioners.defaultFor(context(), lineage(), other1.lineage(), other2.lineage()));
    }

    default <W1, W2> PairRdd<K, Tuple3<Iterable<V>, Iterable<W1>, Iterable<W2>>> cogroup(
            PairRdd<K, W1> other1, PairRdd<K, W2> other2, int numPartitions) {
        return cogroup(other1, other2, new HashPartitioner(numPartitions));
    }

    /** For each key of any of the three, its values in all. */
    default <W1, W2> PairRdd<K, Tuple3<Iterable<V>, Iterable<W1>, Iterable<W2>>> cogroup(
            PairRdd<K, W1> other1, PairRdd<K, W2> other2, Partitioner partitioner) {
        return Joins.three(context(), partitioner, lineage(), other1.lineage(), other2.lineage());
    }

    default <W1, W2, W3> PairRdd<K, Tuple4<Iterable<V>, Iterable<W1>, Iterable<W2>, Iterable<W3>>> cogroup(
            PairRdd<K, W1> other1, PairRdd<K, W2> other2, PairRdd<K, W3> other3) {
        Partitioner partitioner =
                Partitioners.defaultFor(context(), lineage(), other1.lineage(), other2.lineage(), other3.lineage());
        return cogroup(other1, other2, other3, partitioner);
    }

    default <W1, W2, W3> PairRdd<K, Tuple4<Iterable<V>, Iterable<W1>, Iterable<W2>, Iterable<W3>>> cogroup(
            PairRdd<K, W1> other1, PairRdd<K, W2> other2, PairRdd<K, W3> other3, int numPartitions) {
        return cogroup(other1, other2, other3, new HashPartitioner(numPartitions));
    }

    /** For each key of any of the four, its values in all. */
    default <W1, W2, W3> PairRdd<K, Tuple4<Iterable<V>, Iterable<W1>, Iterable<W2>, Iterable<W3>>> cogroup(
            PairRdd<K, W1> other1, PairRdd<K, W2> other2, PairRdd<K, W3> other3, Partitioner partitioner) {
        return Joins.four(context(), partitioner, lineage(), other1.lineage(), other2.lineage(), other3.lineage());
    }

    /** Another name of {@link #cogroup(PairRdd)}. */
    default <W> PairRdd<K, Tuple2<Iterable<V>, Iterable<W>>> groupWith(PairRdd<K, W> other) {
        return cogroup(other);
    }

    default <W1, W2> PairRdd<K, Tuple3<Iterable<V>, Iterable<W1>, Iterable<W2>>> groupWith(
            PairRdd<K, W1> other1, PairRdd<K, W2> other2) {
        return cogroup(other1, other2);
    }

    default <W1, W2, W3> PairRdd<K, Tuple4<Iterable<V>, Iterable<W1>, Iterable<W2>, Iterable<W3>>> groupWith(
            PairRdd<K, W1> other1, PairRdd<K, W2> other2, PairRdd<K, W3> other3) {
        return cogroup(other1, other2, other3);
    }

    // ---- joins

    default <W> PairRdd<K, Tuple2<V, W>> join(PairRdd<K, W> other) {
        return join(other, partitionerWith(other));
    }

    default <W> PairRdd<K, Tuple2<V, W>> join(PairRdd<K, W> other, int numPartitions) {
        return join(other, new HashPartitioner(numPartitions));
    }

    /** Each value with each of the other's values of the same key. */
    default <W> PairRdd<K, Tuple2<V, W>> join(PairRdd<K, W> other, Partitioner partitioner) {
        return Joins.match(context(), partitioner, lineage(), other.lineage(), false, false, Tuple2::new);
    }

    default <W> PairRdd<K, Tuple2<V, Optional<W>>> leftOuterJoin(PairRdd<K, W> other) {
        return leftOuterJoin(other, partitionerWith(other));
    }

    default <W> PairRdd<K, Tuple2<V, Optional<W>>> leftOuterJoin(PairRdd<K, W> other, int numPartitions) {
        return leftOuterJoin(other, new HashPartitioner(numPartitions));
    }

    /** Like {@link #join}; a value without partner is kept. */
    default <W> PairRdd<K, Tuple2<V, Optional<W>>> leftOuterJoin(PairRdd<K, W> other, Partitioner partitioner) {
        return Joins.match(
                context(),
                partitioner,
                lineage(),
                other.lineage(),
                true,
                false,
                (V v, W w) -> new Tuple2<>(v, Optional.ofNullable(w)));
    }

    default <W> PairRdd<K, Tuple2<Optional<V>, W>> rightOuterJoin(PairRdd<K, W> other) {
        return rightOuterJoin(other, partitionerWith(other));
    }

    default <W> PairRdd<K, Tuple2<Optional<V>, W>> rightOuterJoin(PairRdd<K, W> other, int numPartitions) {
        return rightOuterJoin(other, new HashPartitioner(numPartitions));
    }

    /** Like {@link #join}; a value of the other without partner is kept. */
    default <W> PairRdd<K, Tuple2<Optional<V>, W>> rightOuterJoin(PairRdd<K, W> other, Partitioner partitioner) {
        return Joins.match(
                context(),
                partitioner,
                lineage(),
                other.lineage(),
                false,
                true,
                (V v, W w) -> new Tuple2<>(Optional.ofNullable(v), w));
    }

    default <W> PairRdd<K, Tuple2<Optional<V>, Optional<W>>> fullOuterJoin(PairRdd<K, W> other) {
        return fullOuterJoin(other, partitionerWith(other));
    }

    default <W> PairRdd<K, Tuple2<Optional<V>, Optional<W>>> fullOuterJoin(PairRdd<K, W> other, int numPartitions) {
        return fullOuterJoin(other, new HashPartitioner(numPartitions));
    }

    /** Like {@link #join}; values without partner are kept on both sides. */
    default <W> PairRdd<K, Tuple2<Optional<V>, Optional<W>>> fullOuterJoin(
            PairRdd<K, W> other, Partitioner partitioner) {
        return Joins.match(
                context(),
                partitioner,
                lineage(),
                other.lineage(),
                true,
                true,
                (V v, W w) -> new Tuple2<>(Optional.ofNullable(v), Optional.ofNullable(w)));
    }

    // ---- subtract

    /** Partitioned as this RDD is, or by hash over as many partitions. */
    default <W> PairRdd<K, V> subtractByKey(PairRdd<K, W> other) {
        Partitioner own = lineage()
                .partitioner()
                .orElseGet(() -> new HashPartitioner(Math.max(1, lineage().numPartitions())));
        return subtractByKey(other, own);
    }

    default <W> PairRdd<K, V> subtractByKey(PairRdd<K, W> other, int numPartitions) {
        return subtractByKey(other, new HashPartitioner(numPartitions));
    }

    /** The records whose key the other does not have. */
    default <W> PairRdd<K, V> subtractByKey(PairRdd<K, W> other, Partitioner partitioner) {
        return Joins.without(context(), partitioner, lineage(), other.lineage());
    }
}
