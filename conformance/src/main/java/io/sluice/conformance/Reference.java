package io.sluice.conformance;

import io.sluice.Tuple2;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;

/** The operators over lists, written to be obviously right rather than quick. */
public final class Reference {
    private Reference() {}

    /** How a list is cut into partitions: nearly the same size, in order. */
    public static <T> List<List<T>> slices(List<T> list, int partitions) {
        List<List<T>> slices = new ArrayList<>();
        for (int i = 0; i < partitions; i++) {
            slices.add(list.subList(i * list.size() / partitions, (i + 1) * list.size() / partitions));
        }
        return slices;
    }

    public static <T> List<T> union(List<T> one, List<T> other) {
        List<T> all = new ArrayList<>(one);
        all.addAll(other);
        return all;
    }

    public static <T> Set<T> distinct(List<T> list) {
        return new LinkedHashSet<>(list);
    }

    public static <T> Set<T> intersection(List<T> one, List<T> other) {
        Set<T> both = distinct(one);
        both.retainAll(other);
        return both;
    }

    public static <T> List<T> subtract(List<T> one, List<T> other) {
        List<T> left = new ArrayList<>(one);
        left.removeAll(other);
        return left;
    }

    public static <T> List<T> repeated(List<T> list, int times) {
        List<T> all = new ArrayList<>();
        for (T record : list) {
            for (int i = 0; i < times; i++) {
                all.add(record);
            }
        }
        return all;
    }

    public static <T> Map<T, Long> counts(List<T> list) {
        Map<T, Long> counts = new HashMap<>();
        for (T record : list) {
            counts.put(record, counts.getOrDefault(record, 0L) + 1);
        }
        return counts;
    }

    /** The sum of two values, where null adds nothing: a function that copes with null values. */
    public static Integer plus(Integer a, Integer b) {
        return (a == null ? 0 : a) + (b == null ? 0 : b);
    }

    public static <K, V> List<K> keys(List<Tuple2<K, V>> pairs) {
        List<K> keys = new ArrayList<>();
        for (Tuple2<K, V> pair : pairs) {
            keys.add(pair._1());
        }
        return keys;
    }

    public static <K, V> Map<K, List<V>> groups(List<Tuple2<K, V>> pairs) {
        Map<K, List<V>> groups = new HashMap<>();
        for (Tuple2<K, V> pair : pairs) {
            if (!groups.containsKey(pair._1())) {
                groups.put(pair._1(), new ArrayList<>());
            }
            groups.get(pair._1()).add(pair._2());
        }
        return groups;
    }

    /** The values of each key reduced; a key with one value has that value. */
    public static <K, V> Map<K, V> reduced(List<Tuple2<K, V>> pairs, BinaryOperator<V> f) {
        Map<K, V> reduced = new HashMap<>();
        for (Tuple2<K, V> pair : pairs) {
            boolean known = reduced.containsKey(pair._1());
            reduced.put(pair._1(), known ? f.apply(reduced.get(pair._1()), pair._2()) : pair._2());
        }
        return reduced;
    }

    /** A full outer join, of which the others are parts. */
    public static <K, V, W> List<Tuple2<K, Tuple2<Optional<V>, Optional<W>>>> joined(
            List<Tuple2<K, V>> left, List<Tuple2<K, W>> right, boolean keepLeft, boolean keepRight) {
        Set<K> both = intersection(keys(left), keys(right));
        List<Tuple2<K, Tuple2<Optional<V>, Optional<W>>>> joined = new ArrayList<>();
        for (Tuple2<K, V> l : left) {
            for (Tuple2<K, W> r : right) {
                if (both.contains(l._1()) && sameKey(l, r)) {
                    joined.add(new Tuple2<>(l._1(), new Tuple2<>(maybe(l._2()), maybe(r._2()))));
                }
            }
            if (keepLeft && !both.contains(l._1())) {
                joined.add(new Tuple2<>(l._1(), new Tuple2<>(maybe(l._2()), Optional.empty())));
            }
        }
        for (Tuple2<K, W> r : right) {
            if (keepRight && !both.contains(r._1())) {
                joined.add(new Tuple2<>(r._1(), new Tuple2<>(Optional.empty(), maybe(r._2()))));
            }
        }
        return joined;
    }

    private static boolean sameKey(Tuple2<?, ?> a, Tuple2<?, ?> b) {
        return maybe(a._1()).equals(maybe(b._1()));
    }

    private static <T> Optional<T> maybe(T value) {
        return Optional.ofNullable(value);
    }
}
