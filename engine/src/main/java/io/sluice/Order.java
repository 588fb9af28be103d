package io.sluice;

import java.io.Serializable;
import java.util.Collections;
import java.util.Comparator;

/** Orders that can be part of a lineage, because they serialize. */
final class Order {
    private Order() {}

    /** The order that records have of themselves, nulls first. */
    @SuppressWarnings("unchecked") // compares whatever is comparable, and refuses the rest by name
    static <T> Comparator<T> natural() {
        return (Comparator<T>) (Comparator<?>) Natural.ORDER;
    }

    /**
     * The same order, or its reverse.
     *
     * @throws IllegalArgumentException if the order does not serialize, so that tasks could not get it on a cluster
     */
    static <T> Comparator<T> of(Comparator<T> order, boolean ascending) {
        if (!(order instanceof Serializable)) {
            throw new IllegalArgumentException(
                    "a comparator must be Serializable, and %s is not: cast a lambda to (Comparator<T> & Serializable), or use Comparator.comparing"
                            .formatted(order == null ? "null" : order.getClass().getName()));
        }
        return ascending ? order : Collections.reverseOrder(order);
    }

    private enum Natural implements Comparator<Object> {
        ORDER;

        @Override
        @SuppressWarnings("unchecked") // what cannot be compared says so by a ClassCastException
        public int compare(Object a, Object b) {
            if (a == null || b == null) {
                return a == b ? 0 : a == null ? -1 : 1;
            }
            if (!(a instanceof Comparable<?> comparable)) {
                throw new IllegalArgumentException("%s is not Comparable: pass a comparator"
                        .formatted(a.getClass().getName()));
            }
            try {
                return ((Comparable<Object>) comparable).compareTo(b);
            } catch (ClassCastException mixed) {
                throw new IllegalArgumentException(
                        "%s and %s cannot be compared: pass a comparator"
                                .formatted(a.getClass().getName(), b.getClass().getName()),
                        mixed);
            }
        }
    }
}
