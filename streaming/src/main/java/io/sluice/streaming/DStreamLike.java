package io.sluice.streaming;

import static java.util.Objects.requireNonNull;

import io.sluice.HashPartitioner;
import io.sluice.PairRdd;
import io.sluice.Partitioner;
import io.sluice.Rdd;
import io.sluice.StorageLevel;
import io.sluice.Tuple2;
import io.sluice.function.FlatMapFunction;
import io.sluice.function.Function;
import io.sluice.function.Function2;
import io.sluice.function.Function3;
import io.sluice.function.PairFlatMapFunction;
import io.sluice.function.PairFunction;
import io.sluice.streaming.graph.MappedNode;
import io.sluice.streaming.graph.StreamNode;
import io.sluice.streaming.graph.TransformNode;
import io.sluice.streaming.graph.WindowNode;
import io.sluice.streaming.state.ReduceWindow;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * What streams of every kind can do. A transformation makes another stream, whose RDD in each batch is made from this one's;
 * an output says what to do with the RDD of each batch. Streams are built before the context starts and never change.
 *
 * @param <T> the records
 * @param <R> the kind of RDD that a batch is
 * @param <S> the kind of stream
 */
public abstract sealed class DStreamLike<T, R, S extends DStreamLike<T, R, S>> extends StreamOutputs<T, R>
        permits DStream, PairDStream {
    DStreamLike(StreamingContext streaming, StreamNode<T> node) {
        super(streaming, node);
    }

    abstract S with(StreamNode<T> other);

    final StreamNode<T> node() {
        return node;
    }

    /** Another stream, whose RDDs are made from this one's. */
    final <U> DStream<U> mapped(java.util.function.Function<Rdd<T>, Rdd<U>> transformation) {
        return new DStream<>(streaming, new MappedNode<>(node, transformation));
    }

    final S same(java.util.function.Function<Rdd<T>, Rdd<T>> transformation) {
        return with(new MappedNode<>(node, transformation));
    }

    final <K, V> PairDStream<K, V> mappedToPair(java.util.function.Function<Rdd<T>, PairRdd<K, V>> transformation) {
        return new PairDStream<>(
                streaming,
                new MappedNode<>(node, rdd -> transformation.apply(rdd).toRdd()));
    }

    /**
     * Names this stream, so that a checkpoint finds its source or its state again however the program around it changes.
     * Without a name it is known by its operation and position, such as {@code mapWithState-1}.
     *
     * @param name 1 to 100 letters, digits, dots, dashes or underscores, unique in the program
     * @return this stream
     */
    public S name(String name) {
        node.name(name);
        return self();
    }

    // ---- records

    public <U> DStream<U> map(Function<T, U> f) {
        requireNonNull(f, "f");
        return mapped(rdd -> rdd.map(f));
    }

    public <K, V> PairDStream<K, V> mapToPair(PairFunction<T, K, V> f) {
        requireNonNull(f, "f");
        return mappedToPair(rdd -> rdd.mapToPair(f));
    }

    public <U> DStream<U> flatMap(FlatMapFunction<T, U> f) {
        requireNonNull(f, "f");
        return mapped(rdd -> rdd.flatMap(f));
    }

    public <K, V> PairDStream<K, V> flatMapToPair(PairFlatMapFunction<T, K, V> f) {
        requireNonNull(f, "f");
        return mappedToPair(rdd -> rdd.flatMapToPair(f));
    }

    /** The records for which {@code f} is true. */
    public S filter(Function<T, Boolean> f) {
        requireNonNull(f, "f");
        return same(rdd -> rdd.filter(f));
    }

    public <U> DStream<U> mapPartitions(FlatMapFunction<Iterator<T>, U> f) {
        requireNonNull(f, "f");
        return mapped(rdd -> rdd.mapPartitions(f));
    }

    public <K, V> PairDStream<K, V> mapPartitionsToPair(PairFlatMapFunction<Iterator<T>, K, V> f) {
        requireNonNull(f, "f");
        return mappedToPair(rdd -> rdd.mapPartitionsToPair(f));
    }

    /** One list for each partition. */
    public DStream<List<T>> glom() {
        return mapped(Rdd::glom);
    }

    /** The records of both streams, of the same context and sliding alike. */
    public S union(S other) {
        return with(Combining.union(
                        streaming, List.of(new DStream<>(streaming, node), new DStream<>(streaming, other.node)))
                .node);
    }

    /** The same records over another number of partitions. */
    public S repartition(int numPartitions) {
        return same(rdd -> rdd.repartition(numPartitions));
    }

    /** The number of records in each batch: one record, 0 for an empty batch. */
    public DStream<Long> count() {
        return mapped(rdd -> Counting.of(streaming.sluiceContext(), rdd));
    }

    /** How often each record occurs in each batch. */
    public PairDStream<T, Long> countByValue() {
        return countByValue(streaming.sluiceContext().defaultParallelism());
    }

    public PairDStream<T, Long> countByValue(int numPartitions) {
        return mapToPair(record -> new Tuple2<>(record, 1L)).reduceByKey(Long::sum, numPartitions);
    }

    /** The records of each batch reduced to one; an empty batch gives none. */
    public DStream<T> reduce(Function2<T, T, T> f) {
        requireNonNull(f, "f");
        return mapToPair(record -> new Tuple2<Object, T>(null, record))
                .reduceByKey(f, 1)
                .map(Tuple2::_2);
    }

    // ---- windows

    /** The records of the last {@code windowDuration}, in each batch. */
    public S window(Duration windowDuration) {
        return window(windowDuration, node.slide());
    }

    /**
     * The records of the last {@code windowDuration}, every {@code slideDuration}. Both are multiples of this stream's slide.
     * The RDDs of this stream are kept in memory for as long as a window needs them; {@link #persist} says otherwise.
     */
    public S window(Duration windowDuration, Duration slideDuration) {
        return with(new WindowNode<>(node, windowDuration, slideDuration));
    }

    /** Each batch reduced, then the results of a window: one record, none for an empty window. */
    public DStream<T> reduceByWindow(Function2<T, T, T> reduceFunc, Duration windowDuration, Duration slideDuration) {
        return reduce(reduceFunc).window(windowDuration, slideDuration).reduce(reduceFunc);
    }

    /**
     * The same result as without {@code invReduceFunc}, at a cost that follows what enters and leaves the window. What the
     * window holds is state: the program needs a checkpoint directory.
     *
     * @param invReduceFunc the inverse of {@code reduceFunc}; neither changes what it is given
     */
    public DStream<T> reduceByWindow(
            Function2<T, T, T> reduceFunc,
            Function2<T, T, T> invReduceFunc,
            Duration windowDuration,
            Duration slideDuration) {
        Partitioner byKey = new HashPartitioner(1);
        return new DStream<>(
                streaming,
                new Windowing(windowDuration, slideDuration)
                        .over(
                                node,
                                new ReduceWindow.Inverse<>(reduceFunc, invReduceFunc),
                                byKey,
                                rdd -> rdd.mapToPair(record -> new Tuple2<>(0, record))
                                        .reduceByKey(byKey, reduceFunc),
                                PairRdd::values));
    }

    /** The number of records in each window, kept as {@link #reduceByWindow(Function2, Function2, Duration, Duration)} does. */
    public DStream<Long> countByWindow(Duration windowDuration, Duration slideDuration) {
        Partitioner byKey = new HashPartitioner(1);
        return new DStream<>(
                streaming,
                new Windowing(windowDuration, slideDuration)
                        .over(
                                node,
                                Counting.LONGS,
                                byKey,
                                rdd -> Counting.of(streaming.sluiceContext(), rdd)
                                        .mapToPair(count -> new Tuple2<>(0, count))
                                        .partitionBy(byKey),
                                PairRdd::values));
    }

    /** How often each record occurs in each window. */
    public PairDStream<T, Long> countByValueAndWindow(Duration windowDuration, Duration slideDuration) {
        return countByValueAndWindow(
                windowDuration, slideDuration, streaming.sluiceContext().defaultParallelism());
    }

    /** Like {@link #countByWindow}, for each record. */
    public PairDStream<T, Long> countByValueAndWindow(
            Duration windowDuration, Duration slideDuration, int numPartitions) {
        Partitioner byKey = new HashPartitioner(numPartitions);
        return new PairDStream<>(
                streaming,
                new Windowing(windowDuration, slideDuration)
                        .over(
                                node,
                                Counting.LONGS,
                                byKey,
                                rdd -> rdd.mapToPair(record -> new Tuple2<>(record, 1L))
                                        .reduceByKey(byKey, Long::sum),
                                PairRdd::toRdd));
    }

    // ---- functions over RDDs

    /** Whatever {@code f} makes of each batch's RDD; {@code f} is called once a batch, in the program's own process. */
    public <U> DStream<U> transform(Function<R, Rdd<U>> f) {
        requireNonNull(f, "f");
        return transform((rdd, time) -> f.call(rdd));
    }

    public <U> DStream<U> transform(Function2<R, Time, Rdd<U>> f) {
        requireNonNull(f, "f");
        return new DStream<>(
                streaming,
                new TransformNode<>(node.graph(), List.of(node), (rdds, time) -> f.call(own(rdds.get(0)), time)));
    }

    public <K, V> PairDStream<K, V> transformToPair(Function<R, PairRdd<K, V>> f) {
        requireNonNull(f, "f");
        return transformToPair((rdd, time) -> f.call(rdd));
    }

    public <K, V> PairDStream<K, V> transformToPair(Function2<R, Time, PairRdd<K, V>> f) {
        requireNonNull(f, "f");
        return PairDStream.fromDStream(this.<Tuple2<K, V>>transform((rdd, time) -> plainPair(f.call(rdd, time))));
    }

    /** Whatever {@code f} makes of this stream's RDD and another's at the same time. */
    public <U, Q, W> DStream<W> transformWith(DStreamLike<U, Q, ?> other, Function3<R, Q, Time, Rdd<W>> f) {
        requireNonNull(f, "f");
        return new DStream<>(
                streaming,
                new TransformNode<>(
                        node.graph(),
                        List.of(node, other.node),
                        (rdds, time) -> f.call(own(rdds.get(0)), other.own(rdds.get(1)), time)));
    }

    public <U, Q, K, V> PairDStream<K, V> transformWithToPair(
            DStreamLike<U, Q, ?> other, Function3<R, Q, Time, PairRdd<K, V>> f) {
        requireNonNull(f, "f");
        return PairDStream.fromDStream(this.<U, Q, Tuple2<K, V>>transformWith(
                other, (mine, others, time) -> plainPair(f.call(mine, others, time))));
    }

    @SuppressWarnings("unchecked") // a node's RDDs are of the node's records
    private R own(Rdd<?> rdd) {
        return wrapRDD((Rdd<T>) rdd);
    }

    /** A null goes through, so that the error about it names the operation. */
    private static <K, V> Rdd<Tuple2<K, V>> plainPair(PairRdd<K, V> rdd) {
        return rdd == null ? null : rdd.toRdd();
    }

    // ---- RDDs and how they are kept

    /** The RDD of a time; none if the time is not one of this stream's, or nothing is there for it. */
    public Optional<R> compute(Time validTime) {
        return node.rddFor(validTime).map(this::wrapRDD);
    }

    /**
     * The RDDs from one time to another, both included, rounded down to this stream's times.
     *
     * @throws IllegalStateException before the start
     */
    public List<R> slice(Time fromTime, Time toTime) {
        return Slicing.times(node, fromTime, toTime).stream()
                .flatMap(time -> node.rddFor(time).map(this::wrapRDD).stream())
                .toList();
    }

    /** {@link #persist()} */
    public S cache() {
        return persist();
    }

    /** Keeps the RDD of each batch as bytes in memory while batches need it. */
    public S persist() {
        return persist(StorageLevel.MEMORY_ONLY_SER);
    }

    /** Keeps the RDD of each batch while batches need it. On a windowed stream, what is kept is what the window reads. */
    public S persist(StorageLevel level) {
        StreamNode<?> kept = node instanceof WindowNode<?> ? node.parents().get(0) : node;
        kept.persist(level);
        return self();
    }

    abstract S self();

    /** Writes the RDD of every such interval to the checkpoint directory, which cuts what it was computed from. */
    public S checkpoint(Duration interval) {
        node.checkpointEvery(interval);
        return self();
    }

    public StreamingContext context() {
        return streaming;
    }

    /** How far apart this stream's RDDs are. */
    public Duration slideDuration() {
        return node.slide();
    }
}
