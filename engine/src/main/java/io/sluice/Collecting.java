package io.sluice;

import io.sluice.function.VoidFunction;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Actions that look at each record: the same for those that wait and those that do not. */
final class Collecting {
    private Collecting() {}

    static <T> List<T> collect(Jobs<T> jobs) {
        List<List<T>> partitions = collect(jobs, SluiceContext.all(jobs.numPartitions()));
        List<T> all = new ArrayList<>(partitions.stream().mapToInt(List::size).sum());
        partitions.forEach(all::addAll);
        return all;
    }

    static <T> List<List<T>> collect(Jobs<T> jobs, List<Integer> partitions) {
        return jobs.run(
                (task, records) -> {
                    List<T> collected = new ArrayList<>();
                    records.forEach(collected::add);
                    return collected;
                },
                partitions);
    }

    static <T> long count(Jobs<T> jobs) {
        return countEach(jobs).stream().mapToLong(Long::longValue).sum();
    }

    /** How many records each partition has. */
    static <T> List<Long> countEach(Jobs<T> jobs) {
        return jobs.run((task, records) -> {
            long[] count = {0};
            records.forEach(record -> count[0]++);
            return count[0];
        });
    }

    static <T> Void foreach(Jobs<T> jobs, VoidFunction<T> f) {
        jobs.run((task, records) -> {
            records.forEach(f::call);
            return null;
        });
        return null;
    }

    static <T> Void foreachPartition(Jobs<T> jobs, VoidFunction<Iterator<T>> f) {
        jobs.run((task, records) -> {
            f.call(records.iterator());
            return null;
        });
        return null;
    }

    /** The records, one partition at a time: a partition's job runs when the one before is used up. */
    static <T> Iterator<T> lazily(Jobs<T> jobs) {
        return new Iterator<>() {
            private int next;
            private Iterator<T> current = List.<T>of().iterator();

            @Override
            public boolean hasNext() {
                while (!current.hasNext() && next < jobs.numPartitions()) {
                    current = collect(jobs, List.of(next++)).get(0).iterator();
                }
                return current.hasNext();
            }

            @Override
            public T next() {
                return hasNext() ? current.next() : List.<T>of().iterator().next();
            }
        };
    }
}
