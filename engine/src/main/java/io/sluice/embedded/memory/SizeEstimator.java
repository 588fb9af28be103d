package io.sluice.embedded.memory;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;

/**
 * About how many bytes of heap an object keeps alive. Strings, boxes and arrays are exact but for the JVM's own choices;
 * large arrays, JDK collections and maps are extrapolated from a sample; the fields of other classes are followed where
 * reflection may read them. Classes and enum constants, which are shared, count nothing. A graph is followed for a bounded
 * number of objects, so an estimate takes microseconds. Never throws. Thread-safe.
 */
public final class SizeEstimator {
    private static final int SAMPLE = 32;
    private static final int MOST_OBJECTS = 2_000;

    private final ArrayDeque<Object> pending = new ArrayDeque<>();
    private final IdentityHashMap<Object, Boolean> seen = new IdentityHashMap<>();
    private int visited;

    private SizeEstimator() {}

    /** The estimate for {@code object} and what it refers to; 0 for null. */
    public static long estimate(Object object) {
        if (object == null) {
            return 0;
        }
        long leaf = leaf(object);
        return leaf >= 0 ? leaf : new SizeEstimator().graph(object);
    }

    /** The bytes of a reference in an array or field. */
    public static int referenceBytes() {
        return Layout.REFERENCE;
    }

    /** The size of an object that refers to nothing worth following, or -1. */
    private static long leaf(Object object) {
        if (object instanceof String text) {
            return Layout.string(text);
        }
        if (object instanceof byte[] bytes) {
            return Layout.array(bytes.length, 1);
        }
        ClassPlan plan = ClassPlan.of(object.getClass());
        return plan.leaf() && !(object instanceof Object[]) ? plan.sizeOf(object) : -1;
    }

    private long graph(Object root) {
        pending.add(root);
        double bytes = 0;
        for (Object object = pending.poll(); object != null && visited < MOST_OBJECTS; object = pending.poll()) {
            bytes += one(object, 1);
        }
        return (long) bytes;
    }

    /** The size of {@code object}; its fields wait in {@link #pending}, its elements are counted {@code weight} fold. */
    private double one(Object object, int depth) {
        visited++;
        long leaf = leaf(object);
        if (leaf >= 0) {
            return leaf;
        }
        if (seen.put(object, Boolean.TRUE) != null) {
            return 0;
        }
        try {
            if (object instanceof Object[] array) {
                return Layout.array(array.length, Layout.REFERENCE) + elements(array, depth);
            }
            if (ClassPlan.ofTheJdk(object.getClass())) {
                if (object instanceof List<?> list && object instanceof RandomAccess) {
                    return Layout.arrayList(list.size()) + elements(list, depth);
                }
                if (object instanceof Collection<?> collection) {
                    return Layout.nodes(collection.size()) + elements(collection, depth);
                }
                if (object instanceof Map<?, ?> map) {
                    return Layout.nodes(map.size()) + entries(map, depth);
                }
            }
            ClassPlan plan = ClassPlan.of(object.getClass());
            plan.follow(object, pending);
            return plan.sizeOf(object);
        } catch (RuntimeException | StackOverflowError e) {
            return Layout
                    .UNKNOWN; // changed by another thread while being counted, or a collection with a mind of its own
        }
    }

    private double elements(Object[] array, int depth) {
        int step = Math.max(1, array.length / SAMPLE);
        double bytes = 0;
        int sampled = 0;
        for (int i = 0; i < array.length; i += step) {
            bytes += element(array[i], depth);
            sampled++;
        }
        return scaled(bytes, sampled, array.length);
    }

    private double elements(List<?> list, int depth) {
        int size = list.size();
        int step = Math.max(1, size / SAMPLE);
        double bytes = 0;
        int sampled = 0;
        for (int i = 0; i < size; i += step) {
            bytes += element(list.get(i), depth);
            sampled++;
        }
        return scaled(bytes, sampled, size);
    }

    private double elements(Collection<?> collection, int depth) {
        double bytes = 0;
        int sampled = 0;
        for (Object element : collection) {
            bytes += element(element, depth);
            if (++sampled == SAMPLE) {
                break;
            }
        }
        return scaled(bytes, sampled, collection.size());
    }

    private double entries(Map<?, ?> map, int depth) {
        double bytes = 0;
        int sampled = 0;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            bytes += element(entry.getKey(), depth) + element(entry.getValue(), depth);
            if (++sampled == SAMPLE) {
                break;
            }
        }
        return scaled(bytes, sampled, map.size());
    }

    /** An element with all that hangs on it, for its siblings are reckoned by it. */
    private double element(Object element, int depth) {
        if (element == null || visited >= MOST_OBJECTS || depth > 20) {
            return 0;
        }
        int before = pending.size();
        double bytes = one(element, depth + 1);
        while (pending.size() > before && visited < MOST_OBJECTS) {
            bytes += one(pending.pollLast(), depth + 1);
        }
        return bytes;
    }

    private static double scaled(double bytes, int sampled, int all) {
        return sampled == 0 ? 0 : bytes / sampled * all;
    }
}
