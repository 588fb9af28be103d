package io.sluice;

import static java.util.Objects.requireNonNull;

import io.sluice.function.FlatMapFunction;
import io.sluice.function.Function;
import io.sluice.function.Function2;
import io.sluice.lineage.Aggregator;
import io.sluice.lineage.Lineage;
import io.sluice.lineage.Narrow;
import io.sluice.lineage.Shuffle;
import io.sluice.operator.FlatMapOperator;
import io.sluice.operator.MapOperator;
import java.util.Iterator;

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
}
