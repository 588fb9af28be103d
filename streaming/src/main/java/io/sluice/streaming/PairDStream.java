package io.sluice.streaming;

import static java.util.Objects.requireNonNull;

import io.sluice.HashPartitioner;
import io.sluice.PairRdd;
import io.sluice.Partitioner;
import io.sluice.Rdd;
import io.sluice.Tuple2;
import io.sluice.Tuple3;
import io.sluice.function.FlatMapFunction;
import io.sluice.function.Function;
import io.sluice.function.Function2;
import io.sluice.function.Function4;
import io.sluice.serializer.SerializationPath;
import io.sluice.streaming.graph.StateNode;
import io.sluice.streaming.graph.StreamNode;
import io.sluice.streaming.state.ReduceWindow;
import io.sluice.streaming.state.UpdateByKey;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
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
public final class PairDStream<K, V> extends DStreamLike<Tuple2<K, V>, PairRdd<K, V>, PairDStream<K, V>>
        implements PairDStreamJoins<K, V> {
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
        return reduceByKeyAndWindow(reduceFunc, invReduceFunc, windowDuration, slideDuration, byDefault(), null);
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
     * given, at a cost that follows the keys that enter and leave the window. A key leaves with its last record, and rests of
     * rounding do not add up. What the window holds is state: the program needs a checkpoint directory.
     *
     * @param invReduceFunc takes out of its first argument again what {@code reduceFunc} put in; neither changes what it is
     *     given
     * @param filterFunc null to give all keys
     */
    public PairDStream<K, V> reduceByKeyAndWindow(
            Function2<V, V, V> reduceFunc,
            Function2<V, V, V> invReduceFunc,
            Duration windowDuration,
            Duration slideDuration,
            Partitioner partitioner,
            Function<Tuple2<K, V>, Boolean> filterFunc) {
        requireNonNull(reduceFunc, "reduceFunc");
        requireNonNull(invReduceFunc, "invReduceFunc");
        requireNonNull(partitioner, "partitioner");
        return new PairDStream<>(
                streaming,
                new Windowing(windowDuration, slideDuration)
                        .over(
                                node,
                                new ReduceWindow.Inverse<>(reduceFunc, invReduceFunc),
                                partitioner,
                                rdd -> wrapRDD(rdd).reduceByKey(partitioner, reduceFunc),
                                window -> filterFunc == null
                                        ? window.toRdd()
                                        : window.filter(filterFunc).toRdd()));
    }

    // ---- state, from batch to batch

    public <S> PairDStream<K, S> updateStateByKey(Function2<List<V>, Optional<S>, Optional<S>> updateFunc) {
        return updateStateByKey(updateFunc, byDefault());
    }

    public <S> PairDStream<K, S> updateStateByKey(
            Function2<List<V>, Optional<S>, Optional<S>> updateFunc, int numPartitions) {
        return updateStateByKey(updateFunc, new HashPartitioner(numPartitions));
    }

    public <S> PairDStream<K, S> updateStateByKey(
            Function2<List<V>, Optional<S>, Optional<S>> updateFunc, Partitioner partitioner) {
        return updateStateByKey(updateFunc, partitioner, null);
    }

    /**
     * The state of every key after each batch. Once a batch, also in one without records, {@code updateFunc} is called for
     * every key that has state or records, with the new values in the order in which they came and the state so far; it
     * returns the new state, or none to forget the key. It may change the state in place and return it.
     *
     * <p>The program needs a checkpoint directory, where the state is kept. A batch's RDD looks at the state itself: when
     * the next batch has run, only a stream that is windowed or remembered still has the earlier ones.
     *
     * @param initialRDD the state to begin with, read once, in the first batch of a program that has no state yet; null for none
     */
    public <S> PairDStream<K, S> updateStateByKey(
            Function2<List<V>, Optional<S>, Optional<S>> updateFunc,
            Partitioner partitioner,
            PairRdd<K, S> initialRDD) {
        SerializationPath.checkClosure(requireNonNull(updateFunc, "updateFunc"));
        return updateStateByKey(
                (time, key, values, state) -> updateFunc.call(values, state), partitioner, true, initialRDD);
    }

    public <S> PairDStream<K, S> updateStateByKey(
            Function4<Time, K, List<V>, Optional<S>, Optional<S>> updateFunc,
            Partitioner partitioner,
            boolean rememberPartitioner) {
        return updateStateByKey(updateFunc, partitioner, rememberPartitioner, null);
    }

    /**
     * Like {@link #updateStateByKey(Function2, Partitioner, PairRdd)}, with a function that is told the batch time and the key.
     *
     * @param rememberPartitioner whether the RDDs say how their keys are spread, which spares joins with them a shuffle
     */
    public <S> PairDStream<K, S> updateStateByKey(
            Function4<Time, K, List<V>, Optional<S>, Optional<S>> updateFunc,
            Partitioner partitioner,
            boolean rememberPartitioner,
            PairRdd<K, S> initialRDD) {
        requireNonNull(updateFunc, "updateFunc");
        return updated(UpdateByKey.ofKeys(
                streaming.sluiceContext(),
                updateFunc,
                requireNonNull(partitioner, "partitioner"),
                rememberPartitioner,
                initialRDD));
    }

    public <S> PairDStream<K, S> updateStateByKey(
            Function<Iterator<Tuple3<K, List<V>, Optional<S>>>, Iterator<Tuple2<K, S>>> updateFunc,
            Partitioner partitioner,
            boolean rememberPartitioner) {
        return updateStateByKey(updateFunc, partitioner, rememberPartitioner, null);
    }

    /**
     * Like {@link #updateStateByKey(Function2, Partitioner, PairRdd)}, with a function over all keys of a partition that have
     * state or records. What it returns is the state of the partition; a key that it leaves out is forgotten.
     */
    public <S> PairDStream<K, S> updateStateByKey(
            Function<Iterator<Tuple3<K, List<V>, Optional<S>>>, Iterator<Tuple2<K, S>>> updateFunc,
            Partitioner partitioner,
            boolean rememberPartitioner,
            PairRdd<K, S> initialRDD) {
        requireNonNull(updateFunc, "updateFunc");
        return updated(UpdateByKey.ofPartitions(
                streaming.sluiceContext(),
                updateFunc,
                requireNonNull(partitioner, "partitioner"),
                rememberPartitioner,
                initialRDD));
    }

    private <S> PairDStream<K, S> updated(UpdateByKey<K, V, S> operator) {
        return new PairDStream<>(streaming, new StateNode<>(node, operator));
    }

    /**
     * Calls a function once for each record, with the state of the record's key. Cost follows the records of a batch, not the
     * keys that there are. The program needs a checkpoint directory, where the state is kept.
     */
    public <S, M> MapWithStateDStream<K, V, S, M> mapWithState(StateSpec<K, V, S, M> spec) {
        return new MapWithStateDStream<>(streaming, new StateNode<>(node, spec.over(streaming)));
    }
}
