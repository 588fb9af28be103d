package io.sluice;

import io.sluice.lineage.Coalesce;
import io.sluice.lineage.Lineage;
import io.sluice.operator.FilterOperator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Puts records in order. */
final class Sorting {
    private Sorting() {}

    /** Keys in order within partitions, and from one partition to the next. Samples the keys at once, in a job of its own. */
    static <K, V> PairRdd<K, V> byKey(PairRdd<K, V> rdd, Comparator<K> order, boolean ascending, int numPartitions) {
        Comparator<K> within = Order.of(order, ascending);
        return rdd.shuffledInOrder(new RangePartitioner<>(numPartitions, rdd, ascending, order), within);
    }

    /** The records whose key is in a range; of an RDD in ranges, only the partitions that can have them are computed. */
    static <K, V> Lineage<Tuple2<K, V>> range(PairRdd<K, V> rdd, Comparator<K> order, K lower, K upper) {
        Comparator<K> checked = Order.of(order, true);
        PairRdd<K, V> within = rdd.partitioner().orElse(null) instanceof RangePartitioner<?> ranges
                ? rdd.with(new Coalesce<>(
                        rdd.context().origin(), rdd.lineage(), Regrouping.only(ranges.partitionsOf(lower, upper))))
                : rdd;
        FilterOperator<Tuple2<K, V>> inRange = new FilterOperator<>(
                pair -> checked.compare(pair._1(), lower) >= 0 && checked.compare(pair._1(), upper) <= 0);
        return within.narrow(inRange, true).lineage();
    }

    /** The first {@code n} records in the given order. */
    static <T> List<T> first(Jobs<T> jobs, int n, Comparator<T> order, String action) {
        Taking.requireNotNegative(n, action);
        if (n == 0) {
            return new ArrayList<>();
        }
        List<List<T>> partitions = jobs.run((task, records) -> {
            Smallest<T> smallest = new Smallest<>(n, order);
            records.forEach(smallest::add);
            return smallest.sorted();
        });
        return UserCode.run(action, () -> {
            Smallest<T> smallest = new Smallest<>(n, order);
            partitions.forEach(partition -> partition.forEach(smallest::add));
            return smallest.sorted();
        });
    }

    /** The smallest records seen so far, the largest of them ready to go. */
    private static final class Smallest<T> {
        private static final int FIRST_CAPACITY = 16;

        private final int limit;
        private final Comparator<T> order;
        private final PriorityQueue<Held<T>> held;

        Smallest(int limit, Comparator<T> order) {
            this.limit = limit;
            this.order = order;
            Comparator<Held<T>> records = (a, b) -> order.compare(a.record, b.record);
            this.held = new PriorityQueue<>(Math.min(limit, FIRST_CAPACITY), records.reversed());
        }

        void add(T record) {
            if (held.size() < limit) {
                held.add(new Held<>(record));
            } else if (order.compare(record, held.peek().record) < 0) {
                Held<T> largest = held.poll();
                largest.record = record;
                held.add(largest);
            }
        }

        List<T> sorted() {
            ArrayList<T> sorted = new ArrayList<>(held.size());
            held.forEach(one -> sorted.add(one.record));
            sorted.sort(order);
            return sorted;
        }
    }

    /** A queue takes no null, and a record may be one. */
    private static final class Held<T> {
        private T record;

        Held(T record) {
            this.record = record;
        }
    }
}
