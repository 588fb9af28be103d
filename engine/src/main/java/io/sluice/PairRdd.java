package io.sluice;

import static java.util.Objects.requireNonNull;

import io.sluice.function.FlatMapFunction;
import io.sluice.function.Function;
import io.sluice.function.Function2;
import io.sluice.lineage.Aggregator;
import io.sluice.lineage.CoGroup;
import io.sluice.lineage.Lineage;
import io.sluice.lineage.Narrow;
import io.sluice.lineage.Shuffle;
import io.sluice.operator.FlatMapOperator;
import io.sluice.operator.MapOperator;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * An RDD of keys and values. Spark's {@code JavaPairRDD}.
 *
 * <p>Operations by key spread records over partitions by a partitioner. Without one, and without a number of partitions,
 * they take the largest partitioner found on their inputs if it has enough partitions, else a hash partitioner over as many
 * partitions as the largest input has, or over {@code sluice.default.parallelism} where that is set.
 *
 * @param <K> the keys, with {@code equals} and {@code hashCode}
 * @param <V> the values
 */
public final class PairRdd<K, V> extends RddLike<Tuple2<K, V>, PairRdd<K, V>> {
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

    public Rdd<K> keys() {
        return map(Tuple2::_1);
    }

    public Rdd<V> values() {
        return map(Tuple2::_2);
    }

    /** Another value for each record; keys, and so the partitioner, stay. */
    public <U> PairRdd<K, U> mapValues(Function<V, U> f) {
        requireNonNull(f, "f");
        return new PairRdd<>(
                context,
                new Narrow<>(
                        context.origin(),
                        lineage,
                        new MapOperator<Tuple2<K, V>, Tuple2<K, U>>(pair -> new Tuple2<>(pair._1(), f.call(pair._2()))),
                        true));
    }

    /** Any number of values for each record, under the same key. */
    public <U> PairRdd<K, U> flatMapValues(FlatMapFunction<V, U> f) {
        requireNonNull(f, "f");
        FlatMapFunction<Tuple2<K, V>, Tuple2<K, U>> keyed = pair -> {
            Iterator<U> values = f.call(pair._2());
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return values.hasNext();
                }

                @Override
                public Tuple2<K, U> next() {
                    return new Tuple2<>(pair._1(), values.next());
                }
            };
        };
        return new PairRdd<>(context, new Narrow<>(context.origin(), lineage, new FlatMapOperator<>(keyed), true));
    }

    public PairRdd<K, V> reduceByKey(Function2<V, V, V> f) {
        return reduceByKey(Partitioners.defaultFor(context, lineage), f);
    }

    public PairRdd<K, V> reduceByKey(Function2<V, V, V> f, int numPartitions) {
        return reduceByKey(new HashPartitioner(numPartitions), f);
    }

    /** The values of each key reduced to one by {@code f}, which must be associative and commutative. */
    public PairRdd<K, V> reduceByKey(Partitioner partitioner, Function2<V, V, V> f) {
        return combined(Aggregator.reducing(requireNonNull(f, "f")), partitioner);
    }

    <C> PairRdd<K, C> combined(Aggregator<V, C> aggregator, Partitioner partitioner) {
        requireNonNull(partitioner, "partitioner");
        return new PairRdd<>(context, shuffled(aggregator, partitioner));
    }

    private <C> Lineage<Tuple2<K, C>> shuffled(Aggregator<V, C> aggregator, Partitioner partitioner) {
        return new Shuffle<>(context.origin(), lineage, partitioner, aggregator, null, new Shuffle.Results());
    }

    /** The values of each key together. */
    public PairRdd<K, Iterable<V>> groupByKey(Partitioner partitioner) {
        Aggregator<V, List<V>> lists = new Aggregator<>(
                value -> new ArrayList<>(List.of(value)),
                (list, value) -> {
                    list.add(value);
                    return list;
                },
                (list, more) -> {
                    list.addAll(more);
                    return list;
                },
                false);
        return combined(lists, partitioner).mapValues(list -> list);
    }

    /** The values of each key combined into something else. */
    public <C> PairRdd<K, C> combineByKey(
            Function<V, C> createCombiner,
            Function2<C, V, C> mergeValue,
            Function2<C, C, C> mergeCombiners,
            Partitioner partitioner,
            boolean mapSideCombine) {
        return combined(new Aggregator<>(createCombiner, mergeValue, mergeCombiners, mapSideCombine), partitioner);
    }

    /** The values of each key in both. */
    @SuppressWarnings("unchecked") // the lists are those of the two parents
    public <W> PairRdd<K, Tuple2<Iterable<V>, Iterable<W>>> cogroup(PairRdd<K, W> other, Partitioner partitioner) {
        Lineage<Tuple2<K, List<?>[]>> groups = new CoGroup<>(
                context.origin(), List.of(partitioned(partitioner), other.partitioned(partitioner)), partitioner);
        return new PairRdd<>(context, groups)
                .mapValues(lists -> new Tuple2<>((Iterable<V>) lists[0], (Iterable<W>) lists[1]));
    }

    private Lineage<Tuple2<K, V>> partitioned(Partitioner partitioner) {
        return lineage.partitioner().filter(partitioner::equals).isPresent() ? lineage : shuffled(null, partitioner);
    }

    public <W> PairRdd<K, Tuple2<V, W>> join(PairRdd<K, W> other, Partitioner partitioner) {
        return cogroup(other, partitioner).flatMapValues(both -> pairs(both._1(), both._2()));
    }

    public <W> PairRdd<K, Tuple2<V, Optional<W>>> leftOuterJoin(PairRdd<K, W> other, Partitioner partitioner) {
        return cogroup(other, partitioner).flatMapValues(both -> pairs(both._1(), optional(both._2())));
    }

    public <W> PairRdd<K, Tuple2<Optional<V>, W>> rightOuterJoin(PairRdd<K, W> other, Partitioner partitioner) {
        return cogroup(other, partitioner).flatMapValues(both -> pairs(optional(both._1()), both._2()));
    }

    public <W> PairRdd<K, Tuple2<Optional<V>, Optional<W>>> fullOuterJoin(
            PairRdd<K, W> other, Partitioner partitioner) {
        return cogroup(other, partitioner).flatMapValues(both -> pairs(optional(both._1()), optional(both._2())));
    }

    private static <X> Iterable<Optional<X>> optional(Iterable<X> values) {
        List<Optional<X>> some = new ArrayList<>();
        values.forEach(value -> some.add(Optional.of(value)));
        return some.isEmpty() ? List.of(Optional.empty()) : some;
    }

    private static <A, B> Iterator<Tuple2<A, B>> pairs(Iterable<A> left, Iterable<B> right) {
        List<Tuple2<A, B>> pairs = new ArrayList<>();
        left.forEach(a -> right.forEach(b -> pairs.add(new Tuple2<>(a, b))));
        return pairs.iterator();
    }

    /** The same records, each in the partition of its key. */
    public PairRdd<K, V> partitionBy(Partitioner partitioner) {
        return new PairRdd<>(context, partitioned(partitioner));
    }
}
