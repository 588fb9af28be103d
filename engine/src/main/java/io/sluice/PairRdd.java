package io.sluice;

import static java.util.Objects.requireNonNull;

import io.sluice.function.FlatMapFunction;
import io.sluice.function.Function;
import io.sluice.function.Function2;
import io.sluice.lineage.Aggregator;
import io.sluice.lineage.Lineage;
import io.sluice.lineage.Shuffle;
import io.sluice.operator.FlatMapOperator;
import io.sluice.operator.MapOperator;
import java.util.Comparator;
import java.util.Iterator;
import java.util.Map;

/**
 * An RDD of keys and values. Spark's {@code JavaPairRDD}.
 *
 * <p>Operations by key spread records over partitions by a partitioner. Without one, and without a number of partitions,
 * they take the largest partitioner found on their inputs if it has enough partitions, else a hash partitioner over as many
 * partitions as the largest input has, or over {@code sluice.default.parallelism} where that is set. Inputs that are
 * partitioned by that partitioner already are not moved.
 *
 * @param <K> the keys, with {@code equals} and {@code hashCode}; null is a key like any other
 * @param <V> the values
 */
public final class PairRdd<K, V> extends RddLike<Tuple2<K, V>, PairRdd<K, V>>
        implements PairJoins<K, V>, PairActions<K, V> {
    PairRdd(SluiceContext context, Lineage<Tuple2<K, V>> lineage) {
        super(context, lineage);
    }

    /** The same records, with operations by key. */
    public static <K, V> PairRdd<K, V> fromRdd(Rdd<Tuple2<K, V>> rdd) {
        return new PairRdd<>(rdd.context(), rdd.lineage());
    }

    @Override
    PairRdd<K, V> with(Lineage<Tuple2<K, V>> other) {
        return new PairRdd<>(context, other);
    }

    @Override
    PairRdd<K, V> self() {
        return this;
    }

    /** The same records, as tuples. */
    public Rdd<Tuple2<K, V>> toRdd() {
        return new Rdd<>(context, lineage);
    }

    // ---- keys and values

    public Rdd<K> keys() {
        return map(Tuple2::_1);
    }

    public Rdd<V> values() {
        return map(Tuple2::_2);
    }

    /** Another value for each record; keys, and so the partitioner, stay. */
    public <U> PairRdd<K, U> mapValues(Function<V, U> f) {
        requireNonNull(f, "f");
        return fromRdd(narrow(
                new MapOperator<Tuple2<K, V>, Tuple2<K, U>>(pair -> new Tuple2<>(pair._1(), f.call(pair._2()))), true));
    }

    /** Any number of values for each record, under the same key. */
    public <U> PairRdd<K, U> flatMapValues(FlatMapFunction<V, U> f) {
        requireNonNull(f, "f");
        return fromRdd(narrow(
                new FlatMapOperator<Tuple2<K, V>, Tuple2<K, U>>(pair -> keyed(pair._1(), f.call(pair._2()))), true));
    }

    private static <K, U> Iterator<Tuple2<K, U>> keyed(K key, Iterator<U> values) {
        return values == null
                ? null
                : new Iterator<>() {
                    @Override
                    public boolean hasNext() {
                        return values.hasNext();
                    }

                    @Override
                    public Tuple2<K, U> next() {
                        return new Tuple2<>(key, values.next());
                    }
                };
    }

    // ---- the values of each key, combined

    public PairRdd<K, Iterable<V>> groupByKey() {
        return groupByKey(defaultPartitioner());
    }

    public PairRdd<K, Iterable<V>> groupByKey(int numPartitions) {
        return groupByKey(new HashPartitioner(numPartitions));
    }

    /** The values of each key together, in memory; to reduce them, {@link #reduceByKey} moves less. */
    public PairRdd<K, Iterable<V>> groupByKey(Partitioner partitioner) {
        return combined(Aggregator.grouping(), partitioner);
    }

    public PairRdd<K, V> reduceByKey(Function2<V, V, V> f) {
        return reduceByKey(defaultPartitioner(), f);
    }

    public PairRdd<K, V> reduceByKey(Function2<V, V, V> f, int numPartitions) {
        return reduceByKey(new HashPartitioner(numPartitions), f);
    }

    /** The values of each key reduced to one by {@code f}, which must be associative and commutative. */
    public PairRdd<K, V> reduceByKey(Partitioner partitioner, Function2<V, V, V> f) {
        return combined(Aggregator.reducing(requireNonNull(f, "f")), partitioner);
    }

    public PairRdd<K, V> foldByKey(V zeroValue, Function2<V, V, V> f) {
        return foldByKey(zeroValue, defaultPartitioner(), f);
    }

    public PairRdd<K, V> foldByKey(V zeroValue, int numPartitions, Function2<V, V, V> f) {
        return foldByKey(zeroValue, new HashPartitioner(numPartitions), f);
    }

    /**
     * Like {@link #reduceByKey}, beginning with a zero value, which may be added any number of times: 0 for a sum, 1 for a
     * product.
     */
    public PairRdd<K, V> foldByKey(V zeroValue, Partitioner partitioner, Function2<V, V, V> f) {
        return aggregateByKey(zeroValue, partitioner, f, f);
    }

    public <U> PairRdd<K, U> aggregateByKey(U zeroValue, Function2<U, V, U> seqFunc, Function2<U, U, U> combFunc) {
        return aggregateByKey(zeroValue, defaultPartitioner(), seqFunc, combFunc);
    }

    public <U> PairRdd<K, U> aggregateByKey(
            U zeroValue, int numPartitions, Function2<U, V, U> seqFunc, Function2<U, U, U> combFunc) {
        return aggregateByKey(zeroValue, new HashPartitioner(numPartitions), seqFunc, combFunc);
    }

    /**
     * The values of each key folded into something of another type.
     *
     * @param zeroValue what a key starts from: copied by serialization for each, so functions may change it in place
     * @param seqFunc takes one more value in
     * @param combFunc puts together what two partitions have of a key
     */
    public <U> PairRdd<K, U> aggregateByKey(
            U zeroValue, Partitioner partitioner, Function2<U, V, U> seqFunc, Function2<U, U, U> combFunc) {
        Zero<U> zero = Zero.of(zeroValue);
        requireNonNull(seqFunc, "seqFunc");
        return combineByKey(value -> seqFunc.call(zero.fresh(), value), seqFunc, combFunc, partitioner);
    }

    public <C> PairRdd<K, C> combineByKey(
            Function<V, C> createCombiner, Function2<C, V, C> mergeValue, Function2<C, C, C> mergeCombiners) {
        return combineByKey(createCombiner, mergeValue, mergeCombiners, defaultPartitioner());
    }

    public <C> PairRdd<K, C> combineByKey(
            Function<V, C> createCombiner,
            Function2<C, V, C> mergeValue,
            Function2<C, C, C> mergeCombiners,
            int numPartitions) {
        return combineByKey(createCombiner, mergeValue, mergeCombiners, new HashPartitioner(numPartitions));
    }

    public <C> PairRdd<K, C> combineByKey(
            Function<V, C> createCombiner,
            Function2<C, V, C> mergeValue,
            Function2<C, C, C> mergeCombiners,
            Partitioner partitioner) {
        return combineByKey(createCombiner, mergeValue, mergeCombiners, partitioner, true);
    }

    /**
     * The values of each key combined into something of another type.
     *
     * @param createCombiner makes it of a key's first value
     * @param mergeValue takes one more value in
     * @param mergeCombiners puts together what two partitions have of a key
     * @param mapSideCombine whether to combine before records are moved as well: right when that makes them fewer
     */
    public <C> PairRdd<K, C> combineByKey(
            Function<V, C> createCombiner,
            Function2<C, V, C> mergeValue,
            Function2<C, C, C> mergeCombiners,
            Partitioner partitioner,
            boolean mapSideCombine) {
        return combined(new Aggregator<>(createCombiner, mergeValue, mergeCombiners, mapSideCombine), partitioner);
    }

    private <C> PairRdd<K, C> combined(Aggregator<V, C> aggregator, Partitioner partitioner) {
        return isPartitionedBy(partitioner)
                ? fromRdd(narrow(new CombineOperator<>(aggregator), true))
                : new PairRdd<>(context, shuffle(aggregator, partitioner, null));
    }

    // ---- partitions and order

    /** The same records, each in the partition of its key. */
    public PairRdd<K, V> partitionBy(Partitioner partitioner) {
        return isPartitionedBy(partitioner) ? this : with(shuffle(null, partitioner, null));
    }

    public PairRdd<K, V> repartitionAndSortWithinPartitions(Partitioner partitioner) {
        return repartitionAndSortWithinPartitions(partitioner, Order.natural());
    }

    /**
     * Each record in the partition of its key, and keys in order inside each partition.
     *
     * @param comp serializable
     */
    public PairRdd<K, V> repartitionAndSortWithinPartitions(Partitioner partitioner, Comparator<K> comp) {
        return shuffledInOrder(partitioner, Order.of(comp, true));
    }

    public PairRdd<K, V> sortByKey() {
        return sortByKey(true);
    }

    public PairRdd<K, V> sortByKey(boolean ascending) {
        return sortByKey(Order.natural(), ascending);
    }

    public PairRdd<K, V> sortByKey(boolean ascending, int numPartitions) {
        return sortByKey(Order.natural(), ascending, numPartitions);
    }

    public PairRdd<K, V> sortByKey(Comparator<K> comp) {
        return sortByKey(comp, true);
    }

    public PairRdd<K, V> sortByKey(Comparator<K> comp, boolean ascending) {
        return sortByKey(comp, ascending, Math.max(1, getNumPartitions()));
    }

    /**
     * The records in the order of their keys, from partition to partition and inside each. With more than one partition the
     * keys are sampled at once, in a job.
     *
     * @param comp serializable; without one, keys must be {@code Comparable}, and null comes first
     */
    public PairRdd<K, V> sortByKey(Comparator<K> comp, boolean ascending, int numPartitions) {
        return Sorting.byKey(this, comp, ascending, numPartitions);
    }

    /** The records whose key is from {@code lower} to {@code upper}, both included. */
    public PairRdd<K, V> filterByRange(K lower, K upper) {
        return filterByRange(Order.natural(), lower, upper);
    }

    /** Like {@link #filterByRange(Object, Object)}, in an order of one's own; after a sort it computes only some partitions. */
    public PairRdd<K, V> filterByRange(Comparator<K> comp, K lower, K upper) {
        return with(Sorting.range(this, comp, lower, upper));
    }

    /** About the given fraction of the records of each key; of a key without fraction, none. */
    public PairRdd<K, V> sampleByKey(boolean withReplacement, Map<K, Double> fractions) {
        return sampleByKey(withReplacement, fractions, Sampling.anySeed());
    }

    public PairRdd<K, V> sampleByKey(boolean withReplacement, Map<K, Double> fractions, long seed) {
        return fromRdd(narrow(Sampling.byKey(withReplacement, fractions, seed), true));
    }

    /** For each key its number of records times its fraction, rounded up. Counts the records at once, in a job. */
    public PairRdd<K, V> sampleByKeyExact(boolean withReplacement, Map<K, Double> fractions) {
        return sampleByKeyExact(withReplacement, fractions, Sampling.anySeed());
    }

    public PairRdd<K, V> sampleByKeyExact(boolean withReplacement, Map<K, Double> fractions, long seed) {
        return fromRdd(narrow(ExactSampling.byKey(this, withReplacement, fractions, seed), true));
    }

    PairRdd<K, V> shuffledInOrder(Partitioner partitioner, Comparator<K> order) {
        return with(shuffle(null, partitioner, order));
    }

    private <C> Lineage<Tuple2<K, C>> shuffle(
            Aggregator<V, C> aggregator, Partitioner partitioner, Comparator<K> keyOrder) {
        requireNonNull(partitioner, "partitioner");
        return new Shuffle<>(context.origin(), lineage, partitioner, aggregator, keyOrder, new Shuffle.Results());
    }

    private boolean isPartitionedBy(Partitioner partitioner) {
        return partitioner().filter(partitioner::equals).isPresent();
    }

    private Partitioner defaultPartitioner() {
        return Partitioners.defaultFor(context, lineage);
    }
}
