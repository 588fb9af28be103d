package io.sluice;

import java.util.Arrays;
import java.util.Comparator;

/**
 * Partitions by ranges of keys of about the same number of records, so that partitions follow each other as their keys do. The
 * bounds come from a sample of the keys, which is taken by a job when the partitioner is made. With few different keys there
 * are fewer partitions than asked for. Two are equal if their bounds, direction and order are.
 *
 * @param <K> the keys
 */
public final class RangePartitioner<K> extends Partitioner {
    private final Object[] bounds;
    private final boolean ascending;
    private final Comparator<K> order;

    /** Ranges of ascending keys in their natural order. */
    public RangePartitioner(int partitions, PairRdd<K, ?> rdd) {
        this(partitions, rdd, true);
    }

    /** Ranges of keys in their natural order, or from the largest to the smallest. */
    public RangePartitioner(int partitions, PairRdd<K, ?> rdd, boolean ascending) {
        this(partitions, rdd, ascending, Order.natural());
    }

    /**
     * Ranges of keys in an order of one's own.
     *
     * @param order serializable
     */
    public RangePartitioner(int partitions, PairRdd<K, ?> rdd, boolean ascending, Comparator<K> order) {
        if (partitions < 1) {
            throw new IllegalArgumentException("a partitioner needs at least one partition, got " + partitions);
        }
        this.ascending = ascending;
        this.order = Order.of(order, true);
        this.bounds = RangeBounds.of(rdd, partitions, order).toArray();
    }

    @Override
    public int numPartitions() {
        return bounds.length + 1;
    }

    @Override
    @SuppressWarnings("unchecked") // who partitions by this partitioner has keys of its type
    public int getPartition(Object key) {
        int range = range((K) key);
        return ascending ? range : bounds.length - range;
    }

    /** The partitions that keys between two others can be in. */
    int[] partitionsOf(Object lower, Object upper) {
        int one = getPartition(lower);
        int other = getPartition(upper);
        int first = Math.min(one, other);
        int[] partitions = new int[Math.max(one, other) - first + 1];
        Arrays.setAll(partitions, i -> first + i);
        return partitions;
    }

    /** How many bounds the key is above. */
    @SuppressWarnings("unchecked") // bounds are keys
    private int range(K key) {
        int low = 0;
        int high = bounds.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (order.compare(key, (K) bounds[middle]) > 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RangePartitioner<?> that
                && that.ascending == ascending
                && that.order.equals(order)
                && Arrays.equals(that.bounds, bounds);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(bounds) + Boolean.hashCode(ascending);
    }

    @Override
    public String toString() {
        return "RangePartitioner(%d, %s)".formatted(numPartitions(), ascending ? "ascending" : "descending");
    }
}
