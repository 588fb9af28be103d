package io.sluice.streaming;

import static java.util.Objects.requireNonNull;

import io.sluice.HashPartitioner;
import io.sluice.PairRdd;
import io.sluice.Partitioner;
import io.sluice.Tuple2;
import io.sluice.function.Function3;
import java.util.Optional;

/**
 * What a keyed stream can do with another, batch by batch: records of the same key and the same time meet. Both slide alike.
 *
 * @param <K> the keys
 * @param <V> the values of this stream
 */
public sealed interface PairDStreamJoins<K, V> permits PairDStream {
    StreamingContext context();

    /** Whatever {@code f} makes of this stream's RDD and another's at the same time. */
    <U, Q, K2, V2> PairDStream<K2, V2> transformWithToPair(
            DStreamLike<U, Q, ?> other, Function3<PairRdd<K, V>, Q, Time, PairRdd<K2, V2>> f);

    private Partitioner byDefault() {
        return new HashPartitioner(context().sluiceContext().defaultParallelism());
    }

    private <W, U> PairDStream<K, U> both(
            PairDStream<K, W> other,
            Partitioner partitioner,
            Function3<PairRdd<K, V>, PairRdd<K, W>, Time, PairRdd<K, U>> f) {
        requireNonNull(partitioner, "partitioner");
        return transformWithToPair(other, f);
    }

    default <W> PairDStream<K, Tuple2<Iterable<V>, Iterable<W>>> cogroup(PairDStream<K, W> other) {
        return cogroup(other, byDefault());
    }

    default <W> PairDStream<K, Tuple2<Iterable<V>, Iterable<W>>> cogroup(PairDStream<K, W> other, int numPartitions) {
        return cogroup(other, new HashPartitioner(numPartitions));
    }

    /** The values of each key in both streams. */
    default <W> PairDStream<K, Tuple2<Iterable<V>, Iterable<W>>> cogroup(
            PairDStream<K, W> other, Partitioner partitioner) {
        return both(other, partitioner, (mine, others, time) -> mine.cogroup(others, partitioner));
    }

    default <W> PairDStream<K, Tuple2<V, W>> join(PairDStream<K, W> other) {
        return join(other, byDefault());
    }

    default <W> PairDStream<K, Tuple2<V, W>> join(PairDStream<K, W> other, int numPartitions) {
        return join(other, new HashPartitioner(numPartitions));
    }

    /** Every pair of values that the two streams have for a key. */
    default <W> PairDStream<K, Tuple2<V, W>> join(PairDStream<K, W> other, Partitioner partitioner) {
        return both(other, partitioner, (mine, others, time) -> mine.join(others, partitioner));
    }

    default <W> PairDStream<K, Tuple2<V, Optional<W>>> leftOuterJoin(PairDStream<K, W> other) {
        return leftOuterJoin(other, byDefault());
    }

    default <W> PairDStream<K, Tuple2<V, Optional<W>>> leftOuterJoin(PairDStream<K, W> other, int numPartitions) {
        return leftOuterJoin(other, new HashPartitioner(numPartitions));
    }

    /** Like {@link #join}, with nothing on the right for keys that only this stream has. */
    default <W> PairDStream<K, Tuple2<V, Optional<W>>> leftOuterJoin(PairDStream<K, W> other, Partitioner partitioner) {
        return both(other, partitioner, (mine, others, time) -> mine.leftOuterJoin(others, partitioner));
    }

    default <W> PairDStream<K, Tuple2<Optional<V>, W>> rightOuterJoin(PairDStream<K, W> other) {
        return rightOuterJoin(other, byDefault());
    }

    default <W> PairDStream<K, Tuple2<Optional<V>, W>> rightOuterJoin(PairDStream<K, W> other, int numPartitions) {
        return rightOuterJoin(other, new HashPartitioner(numPartitions));
    }

    /** Like {@link #join}, with nothing on the left for keys that only the other stream has. */
    default <W> PairDStream<K, Tuple2<Optional<V>, W>> rightOuterJoin(
            PairDStream<K, W> other, Partitioner partitioner) {
        return both(other, partitioner, (mine, others, time) -> mine.rightOuterJoin(others, partitioner));
    }

    default <W> PairDStream<K, Tuple2<Optional<V>, Optional<W>>> fullOuterJoin(PairDStream<K, W> other) {
        return fullOuterJoin(other, byDefault());
    }

    default <W> PairDStream<K, Tuple2<Optional<V>, Optional<W>>> fullOuterJoin(
            PairDStream<K, W> other, int numPartitions) {
        return fullOuterJoin(other, new HashPartitioner(numPartitions));
    }

    /** Like {@link #join}, with keys that only one stream has. */
    default <W> PairDStream<K, Tuple2<Optional<V>, Optional<W>>> fullOuterJoin(
            PairDStream<K, W> other, Partitioner partitioner) {
        return both(other, partitioner, (mine, others, time) -> mine.fullOuterJoin(others, partitioner));
    }
}
