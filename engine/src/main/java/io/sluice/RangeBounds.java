package io.sluice;

import io.sluice.operator.Records;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/** Finds keys that cut an RDD into ranges of about the same size, from a sample of each of its partitions. */
final class RangeBounds {
    /** How many sampled keys there are for each range: enough for ranges to differ by a few percent. */
    private static final int KEYS_PER_RANGE = 60;

    private static final int MOST_KEYS = 1 << 20;

    private RangeBounds() {}

    /** At most {@code ranges - 1} different keys in order. */
    static <K> List<K> of(PairRdd<K, ?> rdd, int ranges, Comparator<K> order) {
        if (ranges == 1 || rdd.getNumPartitions() == 0) {
            return List.of();
        }
        int size = Math.max(
                KEYS_PER_RANGE, (int) Math.min(MOST_KEYS, (long) KEYS_PER_RANGE * ranges) / rdd.getNumPartitions());
        return UserCode.run("sortByKey", () -> cut(sample(rdd, size), ranges, order));
    }

    private static <K, V> List<Sample<K>> sample(PairRdd<K, V> rdd, int size) {
        return rdd.jobs().run((task, records) -> Sample.of(records, size, Sampling.random(size, task.partitionId())));
    }

    private static <K> List<K> cut(List<Sample<K>> samples, int ranges, Comparator<K> order) {
        List<Weighted<K>> keys = new ArrayList<>();
        double weight = 0;
        for (Sample<K> sample : samples) {
            for (K key : sample.keys()) {
                keys.add(new Weighted<>(
                        key, (double) sample.records() / sample.keys().size()));
            }
            weight += sample.records();
        }
        keys.sort((a, b) -> order.compare(a.key(), b.key()));
        List<K> bounds = new ArrayList<>();
        double below = 0;
        double step = weight / ranges;
        for (Weighted<K> next : keys) {
            below += next.weight();
            boolean last = bounds.size() == ranges - 1;
            boolean enough = below >= step * (bounds.size() + 1);
            if (!last && enough && (bounds.isEmpty() || order.compare(bounds.get(bounds.size() - 1), next.key()) < 0)) {
                bounds.add(next.key());
            }
        }
        return bounds;
    }

    private record Weighted<K>(K key, double weight) {}

    /** Some keys of a partition, each of them as likely as any other. */
    private record Sample<K>(long records, ArrayList<K> keys) implements Serializable {
        static <K, V> Sample<K> of(Records<Tuple2<K, V>> records, int size, SplittableRandom random) throws Exception {
            ArrayList<K> keys = new ArrayList<>();
            long[] seen = {0};
            records.forEach(pair -> {
                if (keys.size() < size) {
                    keys.add(pair._1());
                } else {
                    long place = random.nextLong(seen[0] + 1);
                    if (place < size) {
                        keys.set((int) place, pair._1());
                    }
                }
                seen[0]++;
            });
            return new Sample<>(seen[0], keys);
        }
    }
}
