package io.sluice;

import static java.util.Objects.requireNonNull;

import io.sluice.function.Function2;
import io.sluice.function.VoidFunction;
import io.sluice.lineage.Lineage;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * What can be asked of an RDD of any kind: each action runs a job, on as many partitions as it needs, and brings back a
 * result.
 *
 * @param <T> the records
 */
public sealed interface RddActions<T> permits RddLike {
    SluiceContext context();

    Lineage<T> lineage();

    private <R> List<R> run(io.sluice.engine.PartitionFunction<T, R> function) {
        return context().run(lineage(), function, SluiceContext.all(lineage().numPartitions()));
    }

    /** All records, in the order of partitions. */
    default List<T> collect() {
        List<ArrayList<T>> partitions = run((task, records) -> {
            ArrayList<T> collected = new ArrayList<>();
            records.forEach(collected::add);
            return collected;
        });
        List<T> all = new ArrayList<>(partitions.stream().mapToInt(List::size).sum());
        partitions.forEach(all::addAll);
        return all;
    }

    /** How many records there are. */
    default long count() {
        return run((task, records) -> {
                    long[] count = {0};
                    records.forEach(record -> count[0]++);
                    return count[0];
                })
                .stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    /** Calls {@code f} for each record, in the tasks. */
    default void foreach(VoidFunction<T> f) {
        requireNonNull(f, "f");
        run((task, records) -> {
            records.forEach(f::call);
            return null;
        });
    }

    /** Calls {@code f} once for each partition, with its records. */
    default void foreachPartition(VoidFunction<Iterator<T>> f) {
        requireNonNull(f, "f");
        run((task, records) -> {
            f.call(records.iterator());
            return null;
        });
    }

    /**
     * All records reduced to one by {@code f}, which must be associative and commutative.
     *
     * @throws UnsupportedOperationException if there is no record
     */
    default T reduce(Function2<T, T, T> f) {
        requireNonNull(f, "f");
        boolean found = false;
        T result = null;
        for (List<T> partition : run((task, records) -> Reducing.partition(records, f))) {
            if (!partition.isEmpty()) {
                result = found ? Reducing.call(f, result, partition.get(0)) : partition.get(0);
                found = true;
            }
        }
        if (!found) {
            throw new UnsupportedOperationException("reduce needs a record, and there is none: use fold");
        }
        return result;
    }

    /** The first {@code n} records in the order of partitions; asks one partition first, then more. */
    default List<T> take(int n) {
        return Taking.take(this, n);
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
}
