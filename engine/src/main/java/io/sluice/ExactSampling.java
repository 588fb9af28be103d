package io.sluice;

import io.sluice.lineage.Lineage;
import io.sluice.operator.RepeatOperator;
import io.sluice.operator.RepeatOperator.Counter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;

/**
 * Random samples of an exact size. A first job counts the records of each stratum in each partition; then the program draws
 * how many of the sample fall to each partition; then each partition draws that many of its own.
 */
final class ExactSampling {
    private ExactSampling() {}

    /** For each key, its number of records times its fraction, rounded up. */
    static <K, V> RepeatOperator<Tuple2<K, V>> byKey(
            PairRdd<K, V> rdd, boolean withReplacement, Map<K, Double> fractions, long seed) {
        List<Map<K, long[]>> counts = rdd.jobs().run((task, records) -> Counting.by(records, Tuple2::_1));
        SplittableRandom random = new SplittableRandom(seed);
        List<Map<K, Share>> shares = new ArrayList<>();
        counts.forEach(partition -> shares.add(new HashMap<>()));
        fractions.forEach((key, fraction) -> {
            if (!(fraction >= 0) || (!withReplacement && fraction > 1)) {
                throw new IllegalArgumentException("the fraction of a key must be %s, got %s for %s"
                        .formatted(withReplacement ? "at least 0" : "from 0 to 1", fraction, key));
            }
            long[] found = counts.stream()
                    .mapToLong(partition -> partition.getOrDefault(key, new long[1])[0])
                    .toArray();
            long wanted = (long) Math.ceil(Arrays.stream(found).sum() * fraction);
            long[] drawn = allot(found, wanted, withReplacement, random);
            for (int i = 0; i < drawn.length; i++) {
                shares.get(i).put(key, new Share(found[i], drawn[i]));
            }
        });
        return new RepeatOperator<>(partition -> {
            SplittableRandom own = Sampling.random(seed, partition);
            Map<K, Counter<Object>> counters = new HashMap<>();
            shares.get(partition).forEach((key, share) -> counters.put(key, share.counter(withReplacement, own)));
            return pair -> {
                Counter<Object> counter = counters.get(pair._1());
                return counter == null ? 0 : counter.times(pair);
            };
        });
    }

    /** {@code wanted} records in random order, fewer only if there are fewer and none may come twice. */
    static <T> List<T> take(SluiceContext context, Lineage<T> lineage, boolean withReplacement, int wanted, long seed) {
        Taking.requireNotNegative(wanted, "takeSample");
        Jobs<T> jobs = Jobs.of(context, lineage);
        long[] found = wanted == 0
                ? new long[0]
                : Collecting.countEach(jobs).stream().mapToLong(Long::longValue).toArray();
        long all = Arrays.stream(found).sum();
        if (all == 0) {
            return new ArrayList<>();
        }
        long[] drawn = allot(
                found, withReplacement ? wanted : Math.min(wanted, all), withReplacement, new SplittableRandom(seed));
        List<T> sample = new ArrayList<>();
        jobs.run((task, records) -> {
                    int partition = task.partitionId();
                    Counter<Object> counter = new Share(found[partition], drawn[partition])
                            .counter(withReplacement, Sampling.random(seed, partition));
                    ArrayList<T> own = new ArrayList<>();
                    records.forEach(record -> {
                        for (int left = counter.times(record); left > 0; left--) {
                            own.add(record);
                        }
                    });
                    return own;
                })
                .forEach(sample::addAll);
        Collections.shuffle(sample, new Random(seed));
        return sample;
    }

    /** How many of {@code wanted} draws fall to each partition. */
    private static long[] allot(long[] found, long wanted, boolean withReplacement, SplittableRandom random) {
        long[] left = found.clone();
        long[] drawn = new long[found.length];
        long total = Arrays.stream(found).sum();
        for (long i = 0; i < wanted && total > 0; i++) {
            long index = random.nextLong(total);
            int partition = 0;
            while (index >= left[partition]) {
                index -= left[partition++];
            }
            drawn[partition]++;
            if (!withReplacement) {
                left[partition]--;
                total--;
            }
        }
        return drawn;
    }

    /** So many of the records of a stratum in one partition. */
    private record Share(long records, long wanted) implements java.io.Serializable {
        Counter<Object> counter(boolean withReplacement, SplittableRandom random) {
            return withReplacement ? replacing(random) : selecting(random);
        }

        /** Takes each record with the chance of what is still wanted among what is still to come. */
        private Counter<Object> selecting(SplittableRandom random) {
            long[] left = {records, wanted};
            return record -> {
                boolean taken = left[0] > 0 && random.nextLong(left[0]) < left[1];
                left[0]--;
                left[1] -= taken ? 1 : 0;
                return taken ? 1 : 0;
            };
        }

        /** Draws the positions beforehand. */
        private Counter<Object> replacing(SplittableRandom random) {
            long[] positions =
                    random.longs(wanted, 0, Math.max(1, records)).sorted().toArray();
            long[] at = {0, 0};
            return record -> {
                int times = 0;
                for (; at[1] < positions.length && positions[(int) at[1]] == at[0]; at[1]++) {
                    times++;
                }
                at[0]++;
                return times;
            };
        }
    }
}
