package io.sluice;

import static java.util.Objects.requireNonNull;

import io.sluice.function.Function2;
import io.sluice.function.VoidFunction;
import io.sluice.lineage.Lineage;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * What can be asked of an RDD of any kind: each action runs a job, on as many partitions as it needs, and brings back a
 * result. Those whose name ends in {@code Async} return at once.
 *
 * @param <T> the records
 */
public sealed interface RddActions<T> permits RddLike {
    SluiceContext context();

    Lineage<T> lineage();

    private Jobs<T> own() {
        return Jobs.of(context(), lineage());
    }

    // ---- records

    /** All records, in the order of partitions. */
    default List<T> collect() {
        return Collecting.collect(own());
    }

    default FutureAction<List<T>> collectAsync() {
        return context().async(lineage(), Collecting::collect);
    }

    /** The records of some partitions, a list for each of them. */
    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type cannot be made otherwise
    default List<T>[] collectPartitions(int[] partitionIds) {
        return Collecting.collect(own(), Arrays.stream(partitionIds).boxed().toList())
                .toArray(new List[0]);
    }

    /** All records, one partition at a time: only one is in memory, and each has a job of its own. */
    default Iterator<T> toLocalIterator() {
        return Collecting.lazily(own());
    }

    /**
     * The records of one partition, computed by a job of its own. Spark's engine calls it inside tasks; a program that wants the
     * records of a partition there has them from {@link RddLike#mapPartitions}.
     *
     * @param task not looked at, and may be null: the job has its own
     */
    default Iterator<T> iterator(Partition partition, TaskContext task) {
        return Collecting.collect(own(), List.of(partition.index())).get(0).iterator();
    }

    /** The first {@code n} records in the order of partitions; asks one partition first, then more. */
    default List<T> take(int n) {
        return Taking.take(own(), n);
    }

    default FutureAction<List<T>> takeAsync(int n) {
        Taking.requireNotNegative(n, "takeAsync");
        return context().async(lineage(), jobs -> Taking.take(jobs, n));
    }

    /**
     * The first record in the order of partitions.
     *
     * @throws NoSuchElementException if there is no record
     */
    default T first() {
        List<T> taken = take(1);
        if (taken.isEmpty()) {
            throw new NoSuchElementException("first needs a record, and there is none");
        }
        return taken.get(0);
    }

    /** Whether there is no record; looks no further than the first one. */
    default boolean isEmpty() {
        return lineage().numPartitions() == 0 || take(1).isEmpty();
    }

    default List<T> takeSample(boolean withReplacement, int num) {
        return takeSample(withReplacement, num, Sampling.anySeed());
    }

    /** {@code num} records chosen at random, in random order; fewer if there are fewer and none may be chosen twice. */
    default List<T> takeSample(boolean withReplacement, int num, long seed) {
        return ExactSampling.take(context(), lineage(), withReplacement, num, seed);
    }

    /** The {@code n} smallest records in their natural order, the smallest first. */
    default List<T> takeOrdered(int n) {
        return takeOrdered(n, Order.natural());
    }

    /** The {@code n} smallest records by {@code comp}, which must be serializable. */
    default List<T> takeOrdered(int n, Comparator<T> comp) {
        return Sorting.first(own(), n, Order.of(comp, true), "takeOrdered");
    }

    /** The {@code n} largest records in their natural order, the largest first. */
    default List<T> top(int n) {
        return top(n, Order.natural());
    }

    /** The {@code n} largest records by {@code comp}, which must be serializable. */
    default List<T> top(int n, Comparator<T> comp) {
        return Sorting.first(own(), n, Order.of(comp, false), "top");
    }

    /**
     * The smallest record.
     *
     * @param comp serializable
     * @throws UnsupportedOperationException if there is no record
     */
    default T min(Comparator<T> comp) {
        Comparator<T> order = Order.of(comp, true);
        return Reducing.reduce(own(), (a, b) -> order.compare(a, b) <= 0 ? a : b, "min");
    }

    /**
     * The largest record.
     *
     * @param comp serializable
     * @throws UnsupportedOperationException if there is no record
     */
    default T max(Comparator<T> comp) {
        Comparator<T> order = Order.of(comp, true);
        return Reducing.reduce(own(), (a, b) -> order.compare(a, b) >= 0 ? a : b, "max");
    }

    // ---- numbers of records

    /** How many records there are. */
    default long count() {
        return Collecting.count(own());
    }

    default FutureAction<Long> countAsync() {
        return context().async(lineage(), Collecting::count);
    }

    /** How often each record comes, in memory. */
    default Map<T, Long> countByValue() {
        return Counting.by(own(), record -> record);
    }

    // ---- side effects

    /** Calls {@code f} for each record, in the tasks. */
    default void foreach(VoidFunction<T> f) {
        Collecting.foreach(own(), requireNonNull(f, "f"));
    }

    default FutureAction<Void> foreachAsync(VoidFunction<T> f) {
        requireNonNull(f, "f");
        return context().async(lineage(), jobs -> Collecting.foreach(jobs, f));
    }

    /** Calls {@code f} once for each partition, with its records. */
    default void foreachPartition(VoidFunction<Iterator<T>> f) {
        Collecting.foreachPartition(own(), requireNonNull(f, "f"));
    }

    default FutureAction<Void> foreachPartitionAsync(VoidFunction<Iterator<T>> f) {
        requireNonNull(f, "f");
        return context().async(lineage(), jobs -> Collecting.foreachPartition(jobs, f));
    }

    // ---- one value of all records

    /**
     * All records reduced to one by {@code f}, which must be associative and commutative.
     *
     * @throws UnsupportedOperationException if there is no record
     */
    default T reduce(Function2<T, T, T> f) {
        return Reducing.reduce(own(), requireNonNull(f, "f"), "reduce");
    }

    /** {@link #reduce} in two rounds. */
    default T treeReduce(Function2<T, T, T> f) {
        return treeReduce(f, Trees.DEFAULT_DEPTH);
    }

    /**
     * {@link #reduce}, where with many partitions tasks put together what others found, so that less is left for the program.
     *
     * @param depth how many rounds there are, about
     */
    default T treeReduce(Function2<T, T, T> f, int depth) {
        return Trees.reduce(context(), lineage(), requireNonNull(f, "f"), depth);
    }

    /**
     * All records folded into one value, each partition from {@code zeroValue} and their results from it once more.
     *
     * @param zeroValue copied by serialization, so that {@code f} may change it in place
     */
    default T fold(T zeroValue, Function2<T, T, T> f) {
        return aggregate(zeroValue, f, f);
    }

    /**
     * All records folded into one value of another type.
     *
     * @param zeroValue what each partition, and the whole, starts from: copied by serialization, so that functions may
     *     change it in place
     * @param seqOp takes one more record in
     * @param combOp puts the values of two partitions together
     */
    default <U> U aggregate(U zeroValue, Function2<U, T, U> seqOp, Function2<U, U, U> combOp) {
        return Reducing.aggregate(own(), zeroValue, requireNonNull(seqOp, "seqOp"), requireNonNull(combOp, "combOp"));
    }

    /** {@link #aggregate} in two rounds. */
    default <U> U treeAggregate(U zeroValue, Function2<U, T, U> seqOp, Function2<U, U, U> combOp) {
        return treeAggregate(zeroValue, seqOp, combOp, Trees.DEFAULT_DEPTH);
    }

    /**
     * {@link #aggregate}, where with many partitions tasks put together what others found.
     *
     * @param depth how many rounds there are, about
     */
    default <U> U treeAggregate(U zeroValue, Function2<U, T, U> seqOp, Function2<U, U, U> combOp, int depth) {
        return treeAggregate(zeroValue, seqOp, combOp, depth, false);
    }

    /**
     * Like {@link #treeAggregate(Object, Function2, Function2, int)}.
     *
     * @param finalAggregateOnExecutor whether a task does the last round too
     */
    default <U> U treeAggregate(
            U zeroValue,
            Function2<U, T, U> seqOp,
            Function2<U, U, U> combOp,
            int depth,
            boolean finalAggregateOnExecutor) {
        return Trees.aggregate(context(), lineage(), zeroValue, seqOp, combOp, depth, finalAggregateOnExecutor);
    }

    // ---- files

    /** {@link #saveAsTextFile(String, String)}, not compressed. */
    default void saveAsTextFile(String path) {
        saveAsTextFile(path, "none");
    }

    /**
     * Saves each record as a line of text, in a directory with a file for each partition. It appears when all of it is
     * there, with a file {@code _SUCCESS} in it.
     *
     * @param codec {@code none}, {@code gzip} or {@code zstd}
     * @throws io.sluice.error.StreamException {@code OUTPUT_EXISTS} if the directory is there already; {@code DISK_FULL}
     *     or {@code OUTPUT_FAILED}, and nothing is left behind
     */
    default void saveAsTextFile(String path, String codec) {
        SavedFiles.text((RddLike<T, ?>) this, path, SavedFiles.compression(codec), false);
    }

    /**
     * Saves the records themselves, in a directory as {@link #saveAsTextFile(String)} does; {@link
     * SluiceContext#objectFile(String)} reads them. They must be serializable.
     */
    default void saveAsObjectFile(String path) {
        SavedFiles.objects((RddLike<T, ?>) this, path, false);
    }
}
