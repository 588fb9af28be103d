package io.sluice;

import static java.util.Objects.requireNonNull;

import io.sluice.function.DoubleFlatMapFunction;
import io.sluice.function.DoubleFunction;
import io.sluice.function.FlatMapFunction;
import io.sluice.function.FlatMapFunction2;
import io.sluice.function.Function;
import io.sluice.function.Function2;
import io.sluice.function.PairFlatMapFunction;
import io.sluice.function.PairFunction;
import io.sluice.lineage.Lineage;
import io.sluice.lineage.Narrow;
import io.sluice.lineage.Zip;
import io.sluice.operator.FilterOperator;
import io.sluice.operator.FlatMapOperator;
import io.sluice.operator.GlomOperator;
import io.sluice.operator.MapOperator;
import io.sluice.operator.MapPartitionsOperator;
import io.sluice.operator.Operator;
import io.sluice.operator.PairingOperator;
import io.sluice.operator.PipeOperator;
import io.sluice.operator.ZipPartitionsOperator;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * What RDDs of every kind can do: transformations that make another RDD of records of any type, and where the records are
 * kept. Actions are in {@link RddActions}. An RDD is a lineage and nothing more, so making one costs nothing and runs
 * nothing; it is immutable in what it stands for, and may be used from any thread.
 *
 * <p>An RDD belongs to the program, not to tasks: it is {@code Serializable} only in order to say so when a function that
 * captured it is sent to a task.
 *
 * @param <T> the records
 * @param <R> the kind of RDD
 */
public abstract sealed class RddLike<T, R extends RddLike<T, R>> extends KeptRdd<T, R> implements RddActions<T>
        permits Rdd, PairRdd, DoubleRdd {
    private static final int PIPE_BUFFER = 8192;

    RddLike(SluiceContext context, Lineage<T> lineage) {
        super(context, lineage);
    }

    /** An RDD of the same kind over another lineage. */
    abstract R with(Lineage<T> other);

    @Override
    public SluiceContext context() {
        return context;
    }

    /** How the records are computed. */
    @Override
    public Lineage<T> lineage() {
        return lineage;
    }

    // ---- records

    public <U> Rdd<U> map(Function<T, U> f) {
        return narrow(new MapOperator<>(requireNonNull(f, "f")), false);
    }

    public <K, V> PairRdd<K, V> mapToPair(PairFunction<T, K, V> f) {
        requireNonNull(f, "f");
        return PairRdd.fromRdd(narrow(new MapOperator<T, Tuple2<K, V>>(f::call), false));
    }

    public DoubleRdd mapToDouble(DoubleFunction<T> f) {
        requireNonNull(f, "f");
        return DoubleRdd.fromRdd(narrow(new MapOperator<T, Double>(f::call), false));
    }

    public <U> Rdd<U> flatMap(FlatMapFunction<T, U> f) {
        return narrow(new FlatMapOperator<>(requireNonNull(f, "f")), false);
    }

    public <K, V> PairRdd<K, V> flatMapToPair(PairFlatMapFunction<T, K, V> f) {
        requireNonNull(f, "f");
        return PairRdd.fromRdd(narrow(new FlatMapOperator<T, Tuple2<K, V>>(f::call), false));
    }

    public DoubleRdd flatMapToDouble(DoubleFlatMapFunction<T> f) {
        requireNonNull(f, "f");
        return DoubleRdd.fromRdd(narrow(new FlatMapOperator<T, Double>(f::call), false));
    }

    /** The records for which {@code f} is true. */
    public R filter(Function<T, Boolean> f) {
        return with(narrow(new FilterOperator<>(requireNonNull(f, "f")), true).lineage());
    }

    /** Whatever {@code f} makes of each partition's records; it pulls them, and need not take them all. */
    public <U> Rdd<U> mapPartitions(FlatMapFunction<Iterator<T>, U> f) {
        return mapPartitions(f, false);
    }

    /**
     * Like {@link #mapPartitions(FlatMapFunction)}.
     *
     * @param preservesPartitioning whether {@code f} leaves every record's key as it is
     */
    public <U> Rdd<U> mapPartitions(FlatMapFunction<Iterator<T>, U> f, boolean preservesPartitioning) {
        requireNonNull(f, "f");
        return mapPartitionsWithIndex((index, records) -> f.call(records), preservesPartitioning);
    }

    public <K, V> PairRdd<K, V> mapPartitionsToPair(PairFlatMapFunction<Iterator<T>, K, V> f) {
        return mapPartitionsToPair(f, false);
    }

    public <K, V> PairRdd<K, V> mapPartitionsToPair(
            PairFlatMapFunction<Iterator<T>, K, V> f, boolean preservesPartitioning) {
        requireNonNull(f, "f");
        return PairRdd.fromRdd(this.<Tuple2<K, V>>mapPartitions(f::call, preservesPartitioning));
    }

    public DoubleRdd mapPartitionsToDouble(DoubleFlatMapFunction<Iterator<T>> f) {
        return mapPartitionsToDouble(f, false);
    }

    public DoubleRdd mapPartitionsToDouble(DoubleFlatMapFunction<Iterator<T>> f, boolean preservesPartitioning) {
        requireNonNull(f, "f");
        return DoubleRdd.fromRdd(this.<Double>mapPartitions(f::call, preservesPartitioning));
    }

    /** Like {@link #mapPartitions}, with the index of the partition. */
    public <U> Rdd<U> mapPartitionsWithIndex(
            Function2<Integer, Iterator<T>, Iterator<U>> f, boolean preservesPartitioning) {
        return narrow(new MapPartitionsOperator<>(requireNonNull(f, "f")), preservesPartitioning);
    }

    /** One list for each partition, empty for an empty one. */
    public Rdd<List<T>> glom() {
        return narrow(new GlomOperator<>(), false);
    }

    /** Each record under the key that {@code f} gives it. */
    public <K> PairRdd<K, T> keyBy(Function<T, K> f) {
        requireNonNull(f, "f");
        return PairRdd.fromRdd(
                narrow(new MapOperator<T, Tuple2<K, T>>(record -> new Tuple2<>(f.call(record), record)), false));
    }

    /** The records of each group, which {@code f} names. */
    public <K> PairRdd<K, Iterable<T>> groupBy(Function<T, K> f) {
        return keyBy(f).groupByKey(Partitioners.defaultFor(context, lineage));
    }

    public <K> PairRdd<K, Iterable<T>> groupBy(Function<T, K> f, int numPartitions) {
        return keyBy(f).groupByKey(numPartitions);
    }

    /** The lines that a command, split at blanks, writes when the records of a partition go into it as lines. */
    public Rdd<String> pipe(String command) {
        return pipe(Arrays.asList(command.strip().split("\\s+")));
    }

    public Rdd<String> pipe(List<String> command) {
        return pipe(command, Map.of());
    }

    public Rdd<String> pipe(List<String> command, Map<String, String> env) {
        return pipe(command, env, false, PIPE_BUFFER);
    }

    public Rdd<String> pipe(List<String> command, Map<String, String> env, boolean separateWorkingDir, int bufferSize) {
        return pipe(command, env, separateWorkingDir, bufferSize, "UTF-8");
    }

    /**
     * The lines that a process of {@code command}, one for each partition, writes when the partition's records go into it as
     * lines. A status other than 0 fails the task.
     *
     * @param env variables to add to the environment, which is that of this process and {@link SluiceConf#setExecutorEnv}
     * @param separateWorkingDir whether each process gets an empty directory, removed afterwards
     * @param bufferSize of what goes in, in characters
     * @param encoding of both directions
     */
    public Rdd<String> pipe(
            List<String> command,
            Map<String, String> env,
            boolean separateWorkingDir,
            int bufferSize,
            String encoding) {
        Map<String, String> all = new HashMap<>(context.getReadOnlyConf().getExecutorEnv());
        all.putAll(env);
        return narrow(new PipeOperator<>(command, all, separateWorkingDir, bufferSize, encoding), false);
    }

    <U> Rdd<U> narrow(Operator<T, U> operator, boolean keepsPartitioner) {
        return new Rdd<>(context, new Narrow<>(context.origin(), lineage, operator, keepsPartitioner));
    }

    // ---- records of two RDDs

    /** The records of both, with duplicates. */
    public R union(R other) {
        return with(Unions.of(context, List.of(lineage, other.lineage)));
    }

    /** The records that both have, each once. */
    public R intersection(R other) {
        return with(Sets.intersection(this, other));
    }

    /** The records that the other does not have; those that are left keep their duplicates. */
    public R subtract(R other) {
        return subtract(other, atLeastOnePartition());
    }

    public R subtract(R other, int numPartitions) {
        return subtract(other, new HashPartitioner(numPartitions));
    }

    /**
     * Like {@link #subtract}.
     *
     * @param partitioner spreads whole records
     */
    public R subtract(R other, Partitioner partitioner) {
        return with(Sets.subtract(this, other, requireNonNull(partitioner, "partitioner")));
    }

    /** Each record with each of the other's; while a pair of partitions is computed, the other's is held in memory. */
    public <U> PairRdd<T, U> cartesian(RddLike<U, ?> other) {
        return new PairRdd<>(context, Regrouping.product(context, lineage, other.lineage()));
    }

    /**
     * The first record of each partition with the other's first, and so on. Both need the same number of partitions, and of
     * records in each; a job that finds out otherwise fails.
     */
    public <U> PairRdd<T, U> zip(RddLike<U, ?> other) {
        return new PairRdd<>(
                context, new Zip<>(context.origin(), List.of(lineage, other.lineage()), new PairingOperator<>(), null));
    }

    /** Whatever {@code f} makes of partition i of both. Both need the same number of partitions. */
    public <U, V> Rdd<V> zipPartitions(RddLike<U, ?> other, FlatMapFunction2<Iterator<T>, Iterator<U>, V> f) {
        ZipPartitionsOperator<T, U, V> operator = new ZipPartitionsOperator<>(requireNonNull(f, "f"));
        return new Rdd<>(context, new Zip<>(context.origin(), List.of(lineage, other.lineage()), operator, null));
    }

    /** Each record with its number from 0 in the order of partitions. Runs a job at once if there are several. */
    public PairRdd<T, Long> zipWithIndex() {
        return new PairRdd<>(context, Regrouping.withIndex(this));
    }

    /** Each record with a number that no other has; runs no job, but leaves gaps. */
    public PairRdd<T, Long> zipWithUniqueId() {
        return new PairRdd<>(context, Regrouping.withUniqueId(this));
    }

    // ---- other partitions, other order, fewer records

    /** Each record once. */
    public R distinct() {
        return distinct(atLeastOnePartition());
    }

    public R distinct(int numPartitions) {
        return with(Sets.distinct(this, numPartitions));
    }

    /**
     * About {@code fraction} of the records, chosen at random.
     *
     * @param withReplacement whether a record may be chosen several times; the fraction is then how often on average
     */
    public R sample(boolean withReplacement, double fraction) {
        return sample(withReplacement, fraction, Sampling.anySeed());
    }

    /** Like {@link #sample(boolean, double)}; the same seed over the same partitions chooses the same records. */
    public R sample(boolean withReplacement, double fraction, long seed) {
        return with(narrow(Sampling.<T>fraction(withReplacement, fraction, seed), true)
                .lineage());
    }

    /** At most so many partitions, each made of whole neighbouring ones, without a shuffle. */
    public R coalesce(int numPartitions) {
        return coalesce(numPartitions, false);
    }

    /**
     * Another number of partitions.
     *
     * @param shuffle whether to deal the records out evenly, which can also make more partitions
     */
    public R coalesce(int numPartitions, boolean shuffle) {
        return with(
                shuffle
                        ? Regrouping.repartition(this, numPartitions)
                        : Regrouping.coalesce(context, lineage, numPartitions));
    }

    /** The records dealt out evenly, by a shuffle, to so many partitions. */
    public R repartition(int numPartitions) {
        return coalesce(numPartitions, true);
    }

    /**
     * The records in the order of what {@code f} makes of them. Samples them at once, in a job.
     *
     * @param <S> with a natural order
     */
    public <S> R sortBy(Function<T, S> f, boolean ascending, int numPartitions) {
        return with(keyBy(f).sortByKey(ascending, numPartitions).values().lineage());
    }

    private int atLeastOnePartition() {
        return Math.max(1, getNumPartitions());
    }
}
