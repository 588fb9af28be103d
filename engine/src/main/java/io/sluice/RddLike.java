package io.sluice;

import static java.util.Objects.requireNonNull;

import io.sluice.function.FlatMapFunction;
import io.sluice.function.Function;
import io.sluice.function.Function2;
import io.sluice.function.PairFlatMapFunction;
import io.sluice.function.PairFunction;
import io.sluice.lineage.Lineage;
import io.sluice.lineage.Narrow;
import io.sluice.operator.FilterOperator;
import io.sluice.operator.FlatMapOperator;
import io.sluice.operator.MapOperator;
import io.sluice.operator.MapPartitionsOperator;
import io.sluice.operator.Operator;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * What RDDs of every kind can do: transformations that make another RDD of records of any type, and where the records are
 * kept. Actions are in {@link RddActions}. An RDD is a lineage and nothing more, so making one costs nothing and runs
 * nothing; it is immutable, and may be used from any thread.
 *
 * @param <T> the records
 * @param <R> the kind of RDD
 */
public abstract sealed class RddLike<T, R extends RddLike<T, R>> implements RddActions<T>
        permits Rdd, PairRdd, DoubleRdd {
    final SluiceContext context;
    final Lineage<T> lineage;
    private volatile String name = "";

    RddLike(SluiceContext context, Lineage<T> lineage) {
        this.context = context;
        this.lineage = requireNonNull(lineage, "lineage");
    }

    /** An RDD of the same kind over another lineage. */
    abstract R with(Lineage<T> other);

    abstract R self();

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

    public <U> Rdd<U> flatMap(FlatMapFunction<T, U> f) {
        return narrow(new FlatMapOperator<>(requireNonNull(f, "f")), false);
    }

    public <K, V> PairRdd<K, V> flatMapToPair(PairFlatMapFunction<T, K, V> f) {
        requireNonNull(f, "f");
        return PairRdd.fromRdd(narrow(new FlatMapOperator<T, Tuple2<K, V>>(f::call), false));
    }

    /** The records for which {@code f} is true. */
    public R filter(Function<T, Boolean> f) {
        return with(new Narrow<>(context.origin(), lineage, new FilterOperator<>(requireNonNull(f, "f")), true));
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

    /** Like {@link #mapPartitions}, with the index of the partition. */
    public <U> Rdd<U> mapPartitionsWithIndex(
            Function2<Integer, Iterator<T>, Iterator<U>> f, boolean preservesPartitioning) {
        return narrow(new MapPartitionsOperator<>(requireNonNull(f, "f")), preservesPartitioning);
    }

    <U> Rdd<U> narrow(Operator<T, U> operator, boolean keepsPartitioner) {
        return new Rdd<>(context, new Narrow<>(context.origin(), lineage, operator, keepsPartitioner));
    }

    /** The records of both, with duplicates. */
    public R union(R other) {
        return with(Unions.of(context, List.of(lineage, other.lineage)));
    }

    // ---- where records are kept

    /** {@link #persist(StorageLevel)} in memory. */
    public R cache() {
        return persist(StorageLevel.MEMORY_ONLY);
    }

    /**
     * Keeps the partitions when they are first computed, so that later jobs need not compute them again.
     *
     * @throws UnsupportedOperationException if it is persisted at another level already
     */
    public R persist(StorageLevel level) {
        if (!level.isValid()) {
            return unpersist();
        }
        context.persisted().put(lineage.id(), level);
        context.engine().persist(lineage, level);
        return self();
    }

    /** Forgets the kept partitions. */
    public R unpersist() {
        return unpersist(false);
    }

    /**
     * Forgets the kept partitions.
     *
     * @param blocking whether to wait until they are gone; the embedded engine always does
     */
    public R unpersist(boolean blocking) {
        context.persisted().remove(lineage.id());
        context.engine().unpersist(lineage);
        return self();
    }

    public StorageLevel getStorageLevel() {
        return context.persisted().level(lineage.id());
    }

    /**
     * Has the next job that uses this RDD write its records below the checkpoint directory; from then on they are read
     * there, and what they were computed from is no longer needed.
     *
     * @throws IllegalStateException if {@link SluiceContext#setCheckpointDir} was not called
     */
    public void checkpoint() {
        context.engine().checkpoint(lineage, context.requireCheckpointDir());
    }

    public boolean isCheckpointed() {
        return getCheckpointFile().isPresent();
    }

    /** Where the checkpointed records are, once they are written. */
    public Optional<String> getCheckpointFile() {
        return context.engine().checkpointFile(lineage).map(Object::toString);
    }

    // ---- what it is

    /** Unique in its context. */
    public int id() {
        return lineage.id();
    }

    public int getNumPartitions() {
        return lineage.numPartitions();
    }

    /** How records are spread over partitions, if by key. */
    public Optional<Partitioner> partitioner() {
        return lineage.partitioner();
    }

    public String name() {
        return name;
    }

    /** What to call it in messages. */
    public R setName(String newName) {
        name = requireNonNull(newName, "name");
        return self();
    }

    @Override
    public String toString() {
        String kind = getClass().getSimpleName();
        return "%s%s[%d] %s".formatted(name.isEmpty() ? "" : name + " ", kind, id(), lineage.origin());
    }

    /** One list for each partition. */
    public Rdd<List<T>> glom() {
        return mapPartitions(records -> {
            List<T> all = new ArrayList<>();
            records.forEachRemaining(all::add);
            return List.of(all).iterator();
        });
    }

    public <K, V> PairRdd<K, V> mapPartitionsToPair(PairFlatMapFunction<Iterator<T>, K, V> f) {
        return PairRdd.fromRdd(this.<Tuple2<K, V>>mapPartitions(f::call));
    }

    /** The same records over another number of partitions, spread evenly by a shuffle. */
    public R repartition(int numPartitions) {
        Rdd<Tuple2<Integer, T>> numbered = mapPartitionsWithIndex(
                (index, records) -> new Iterator<Tuple2<Integer, T>>() {
                    private int next = index;

                    @Override
                    public boolean hasNext() {
                        return records.hasNext();
                    }

                    @Override
                    public Tuple2<Integer, T> next() {
                        return new Tuple2<>(next++, records.next());
                    }
                },
                false);
        return with(PairRdd.fromRdd(numbered)
                .partitionBy(new HashPartitioner(numPartitions))
                .values()
                .lineage());
    }
}
