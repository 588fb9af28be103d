package io.sluice.streaming;

import static java.util.Objects.requireNonNull;

import io.sluice.HashPartitioner;
import io.sluice.PairRdd;
import io.sluice.Partitioner;
import io.sluice.Rdd;
import io.sluice.Tuple2;
import io.sluice.function.FlatMapFunction;
import io.sluice.function.Function;
import io.sluice.function.Function2;
import io.sluice.function.Function3;
import io.sluice.streaming.graph.StreamNode;
import java.time.Duration;
import java.util.Optional;

/**
 * A stream of keys and values: a {@link PairRdd} for each batch. Spark's {@code JavaPairDStream}.
 *
 * <p>Operations by key work on one batch, or one window, at a time. Those without a partitioner use a hash partitioner over
 * the context's default parallelism.
 *
 * @param <K> the keys, with {@code equals} and {@code hashCode}
 * @param <V> the values
 */
public final class PairDStream<K, V> extends DStreamLike<Tuple2<K, V>, PairRdd<K, V>, PairDStream<K, V>> {
    PairDStream(StreamingContext streaming, StreamNode<Tuple2<K, V>> node) {
        super(streaming, node);
    }

    /** The same records, with operations by key. */
    public static <K, V> PairDStream<K, V> fromDStream(DStream<Tuple2<K, V>> stream) {
        return new PairDStream<>(stream.streaming, stream.node);
    }

    /** The same records, as tuples. */
    public DStream<Tuple2<K, V>> toDStream() {
        return new DStream<>(streaming, node);
    }

    @Override
    PairRdd<K, V> wrapRDD(Rdd<Tuple2<K, V>> rdd) {
        return PairRdd.fromRdd(rdd);
    }

    @Override
    PairDStream<K, V> with(StreamNode<Tuple2<K, V>> other) {
        return new PairDStream<>(streaming, other);
    }

    @Override
    PairDStream<K, V> self() {
        return this;
    }

    private <W> PairDStream<K, W> keyed(java.util.function.Function<PairRdd<K, V>, PairRdd<K, W>> transformation) {
        return mappedToPair(rdd -> transformation.apply(wrapRDD(rdd)));
    }

    private Partitioner byDefault() {
        return new HashPartitioner(streaming.sluiceContext().defaultParallelism());
    }

    // ---- values

    /** Another value for each record; keys stay. */
    public <U> PairDStream<K, U> mapValues(Function<V, U> f) {
        requireNonNull(f, "f");
        return keyed(rdd -> rdd.mapValues(f));
    }

    /** Any number of values for each record, under the same key. */
    public <U> PairDStream<K, U> flatMapValues(FlatMapFunction<V, U> f) {
        requireNonNull(f, "f");
        return keyed(rdd -> rdd.flatMapValues(f));
    }

    // ---- by key, in each batch

    public PairDStream<K, Iterable<V>> groupByKey() {
        return groupByKey(byDefault());
    }

    public PairDStream<K, Iterable<V>> groupByKey(int numPartitions) {
        return groupByKey(new HashPartitioner(numPartitions));
    }

    /** The values of each key together. */
    public PairDStream<K, Iterable<V>> groupByKey(Partitioner partitioner) {
        requireNonNull(partitioner, "partitioner");
        return keyed(rdd -> rdd.groupByKey(partitioner));
    }

    public PairDStream<K, V> reduceByKey(Function2<V, V, V> f) {
        return reduceByKey(f, byDefault());
    }

    public PairDStream<K, V> reduceByKey(Function2<V, V, V> f, int numPartitions) {
        return reduceByKey(f, new HashPartitioner(numPartitions));
    }

    /** The values of each key reduced to one by {@code f}, which must be associative and commutative. */
    public PairDStream<K, V> reduceByKey(Function2<V, V, V> f, Partitioner partitioner) {
        requireNonNull(f, "f");
        requireNonNull(partitioner, "partitioner");
        return keyed(rdd -> rdd.reduceByKey(partitioner, f));
    }

    public <C> PairDStream<K, C> combineByKey(
            Function<V, C> createCombiner,
            Function2<C, V, C> mergeValue,
            Function2<C, C, C> mergeCombiners,
            Partitioner partitioner) {
        return combineByKey(createCombiner, mergeValue, mergeCombiners, partitioner, true);
    }

    /**
     * The values of each key combined into something else.
     *
     * @param mapSideCombine whether to combine before the shuffle too
     */
    public <C> PairDStream<K, C> combineByKey(
            Function<V, C> createCombiner,
            Function2<C, V, C> mergeValue,
            Function2<C, C, C> mergeCombiners,
            Partitioner partitioner,
            boolean mapSideCombine) {
        return keyed(rdd -> rdd.combineByKey(createCombiner, mergeValue, mergeCombiners, partitioner, mapSideCombine));
    }

    // ---- by key, in each window

    public PairDStream<K, Iterable<V>> groupByKeyAndWindow(Duration windowDuration) {
        return groupByKeyAndWindow(windowDuration, node.slide());
    }

    public PairDStream<K, Iterable<V>> groupByKeyAndWindow(Duration windowDuration, Duration slideDuration) {
        return groupByKeyAndWindow(windowDuration, slideDuration, byDefault());
    }

    public PairDStream<K, Iterable<V>> groupByKeyAndWindow(
            Duration windowDuration, Duration slideDuration, int numPartitions) {
        return groupByKeyAndWindow(windowDuration, slideDuration, new HashPartitioner(numPartitions));
    }

    /** The values of each key in a window together. */
    public PairDStream<K, Iterable<V>> groupByKeyAndWindow(
            Duration windowDuration, Duration slideDuration, Partitioner partitioner) {
        return window(windowDuration, slideDuration).groupByKey(partitioner);
    }

    public PairDStream<K, V> reduceByKeyAndWindow(Function2<V, V, V> reduceFunc, Duration windowDuration) {
        return reduceByKeyAndWindow(reduceFunc, windowDuration, node.slide());
    }

    public PairDStream<K, V> reduceByKeyAndWindow(
            Function2<V, V, V> reduceFunc, Duration windowDuration, Duration slideDuration) {
        return reduceByKeyAndWindow(reduceFunc, windowDuration, slideDuration, byDefault());
    }

    public PairDStream<K, V> reduceByKeyAndWindow(
            Function2<V, V, V> reduceFunc, Duration windowDuration, Duration slideDuration, int numPartitions) {
        return reduceByKeyAndWindow(reduceFunc, windowDuration, slideDuration, new HashPartitioner(numPartitions));
    }

    /** The values of each key in a window reduced to one: first in each batch, then over the batches of the window. */
    public PairDStream<K, V> reduceByKeyAndWindow(
            Function2<V, V, V> reduceFunc, Duration windowDuration, Duration slideDuration, Partitioner partitioner) {
        return reduceByKey(reduceFunc, partitioner)
                .window(windowDuration, slideDuration)
                .reduceByKey(reduceFunc, partitioner);
    }

    public PairDStream<K, V> reduceByKeyAndWindow(
            Function2<V, V, V> reduceFunc,
            Function2<V, V, V> invReduceFunc,
            Duration windowDuration,
            Duration slideDuration) {
        return reduceByKeyAndWindow(
                reduceFunc, invReduceFunc, windowDuration, slideDuration, byDefault(), kept -> true);
    }

    public PairDStream<K, V> reduceByKeyAndWindow(
            Function2<V, V, V> reduceFunc,
            Function2<V, V, V> invReduceFunc,
            Duration windowDuration,
            Duration slideDuration,
            int numPartitions,
            Function<Tuple2<K, V>, Boolean> filterFunc) {
        return reduceByKeyAndWindow(
                reduceFunc,
                invReduceFunc,
                windowDuration,
                slideDuration,
                new HashPartitioner(numPartitions),
                filterFunc);
    }

    /**
     * The same result as without {@code invReduceFunc}, except that only records for which {@code filterFunc} is true are
     * given. A key without a record in the window is not given.
     *
     * @param invReduceFunc takes out again what {@code reduceFunc} put in
     */
    public PairDStream<K, V> reduceByKeyAndWindow(
            Function2<V, V, V> reduceFunc,
            Function2<V, V, V> invReduceFunc,
            Duration windowDuration,
            Duration slideDuration,
            Partitioner partitioner,
            Function<Tuple2<K, V>, Boolean> filterFunc) {
        requireNonNull(invReduceFunc, "invReduceFunc");
        requireNonNull(filterFunc, "filterFunc");
        return reduceByKeyAndWindow(reduceFunc, windowDuration, slideDuration, partitioner)
                .filter(filterFunc);
    }

    // ---- with another stream, batch by batch

    private <W, U> PairDStream<K, U> both(
            PairDStream<K, W> other, Function3<PairRdd<K, V>, PairRdd<K, W>, Time, PairRdd<K, U>> f) {
        return transformWithToPair(other, f);
    }

    public <W> PairDStream<K, Tuple2<Iterable<V>, Iterable<W>>> cogroup(PairDStream<K, W> other) {
        return cogroup(other, byDefault());
    }

    public <W> PairDStream<K, Tuple2<Iterable<V>, Iterable<W>>> cogroup(PairDStream<K, W> other, int numPartitions) {
        return cogroup(other, new HashPartitioner(numPartitions));
    }

    /** The values of each key in both streams. */
    public <W> PairDStream<K, Tuple2<Iterable<V>, Iterable<W>>> cogroup(
            PairDStream<K, W> other, Partitioner partitioner) {
        requireNonNull(partitioner, "partitioner");
        return both(other, (mine, others, time) -> mine.cogroup(others, partitioner));
    }

    public <W> PairDStream<K, Tuple2<V, W>> join(PairDStream<K, W> other) {
        return join(other, byDefault());
    }

    public <W> PairDStream<K, Tuple2<V, W>> join(PairDStream<K, W> other, int numPartitions) {
        return join(other, new HashPartitioner(numPartitions));
    }

    /** Every pair of values that the two streams have for a key. */
    public <W> PairDStream<K, Tuple2<V, W>> join(PairDStream<K, W> other, Partitioner partitioner) {
        requireNonNull(partitioner, "partitioner");
        return both(other, (mine, others, time) -> mine.join(others, partitioner));
    }

    public <W> PairDStream<K, Tuple2<V, Optional<W>>> leftOuterJoin(PairDStream<K, W> other) {
        return leftOuterJoin(other, byDefault());
    }

    public <W> PairDStream<K, Tuple2<V, Optional<W>>> leftOuterJoin(PairDStream<K, W> other, int numPartitions) {
        return leftOuterJoin(other, new HashPartitioner(numPartitions));
    }

    /** Like {@link #join}, with nothing on the right for keys that only this stream has. */
    public <W> PairDStream<K, Tuple2<V, Optional<W>>> leftOuterJoin(PairDStream<K, W> other, Partitioner partitioner) {
        requireNonNull(partitioner, "partitioner");
        return both(other, (mine, others, time) -> mine.leftOuterJoin(others, partitioner));
    }

    public <W> PairDStream<K, Tuple2<Optional<V>, W>> rightOuterJoin(PairDStream<K, W> other) {
        return rightOuterJoin(other, byDefault());
    }

    public <W> PairDStream<K, Tuple2<Optional<V>, W>> rightOuterJoin(PairDStream<K, W> other, int numPartitions) {
        return rightOuterJoin(other, new HashPartitioner(numPartitions));
    }

    /** Like {@link #join}, with nothing on the left for keys that only the other stream has. */
    public <W> PairDStream<K, Tuple2<Optional<V>, W>> rightOuterJoin(PairDStream<K, W> other, Partitioner partitioner) {
        requireNonNull(partitioner, "partitioner");
        return both(other, (mine, others, time) -> mine.rightOuterJoin(others, partitioner));
    }

    public <W> PairDStream<K, Tuple2<Optional<V>, Optional<W>>> fullOuterJoin(PairDStream<K, W> other) {
        return fullOuterJoin(other, byDefault());
    }

    public <W> PairDStream<K, Tuple2<Optional<V>, Optional<W>>> fullOuterJoin(
            PairDStream<K, W> other, int numPartitions) {
        return fullOuterJoin(other, new HashPartitioner(numPartitions));
    }

    /** Like {@link #join}, with keys that only one stream has. */
    public <W> PairDStream<K, Tuple2<Optional<V>, Optional<W>>> fullOuterJoin(
            PairDStream<K, W> other, Partitioner partitioner) {
        requireNonNull(partitioner, "partitioner");
        return both(other, (mine, others, time) -> mine.fullOuterJoin(others, partitioner));
    }
}
