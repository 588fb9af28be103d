package io.sluice;

import io.sluice.operator.RepeatOperator;
import io.sluice.operator.RepeatOperator.Counter;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;

/** Random samples of records; the same seed over the same partitions gives the same sample. */
final class Sampling {
    /** Poisson numbers of a larger mean are added up from several of at most this one, where exp is still exact. */
    private static final double LARGEST_MEAN = 32;

    private Sampling() {}

    static long anySeed() {
        return ThreadLocalRandom.current().nextLong();
    }

    /** A generator for one partition, which has nothing to do with those of the others. */
    static SplittableRandom random(long seed, int partition) {
        return new SplittableRandom(new SplittableRandom(seed + 0x9E3779B97F4A7C15L * partition).nextLong());
    }

    /** About {@code fraction} of all records. */
    static <T> RepeatOperator<T> fraction(boolean withReplacement, double fraction, long seed) {
        requireFraction(withReplacement, fraction);
        return new RepeatOperator<>(partition -> {
            SplittableRandom random = random(seed, partition);
            return record -> times(withReplacement, fraction, random);
        });
    }

    /** The records whose random number, the same one for the same seed, is from {@code from} to {@code until}. */
    static <T> RepeatOperator<T> cell(double from, double until, long seed) {
        return new RepeatOperator<>(partition -> {
            SplittableRandom random = random(seed, partition);
            return record -> {
                double x = random.nextDouble();
                return x >= from && x < until ? 1 : 0;
            };
        });
    }

    /** About the given fraction of the records of each key; of a key without fraction, none. */
    static <K, V> RepeatOperator<Tuple2<K, V>> byKey(boolean withReplacement, Map<K, Double> fractions, long seed) {
        Map<K, Double> copy = new HashMap<>(fractions);
        copy.values().forEach(fraction -> requireFraction(withReplacement, fraction));
        return new RepeatOperator<>(partition -> {
            SplittableRandom random = random(seed, partition);
            Counter<Tuple2<K, V>> counter = pair -> {
                Double fraction = copy.get(pair._1());
                return fraction == null ? 0 : times(withReplacement, fraction, random);
            };
            return counter;
        });
    }

    /** The bounds of cells as wide as the weights, one after the other from 0 to 1. */
    static double[] cells(double[] weights) {
        double sum = 0;
        for (double weight : weights) {
            if (!(weight >= 0)) {
                throw new IllegalArgumentException("weights must not be negative, got " + weight);
            }
            sum += weight;
        }
        if (!(sum > 0)) {
            throw new IllegalArgumentException("the sum of the weights must be positive, got " + sum);
        }
        double[] bounds = new double[weights.length + 1];
        for (int i = 0; i < weights.length; i++) {
            bounds[i + 1] = bounds[i] + weights[i] / sum;
        }
        bounds[weights.length] = 1;
        return bounds;
    }

    private static int times(boolean withReplacement, double fraction, SplittableRandom random) {
        return withReplacement ? poisson(fraction, random) : random.nextDouble() < fraction ? 1 : 0;
    }

    /** Knuth's way: how many uniform numbers can be multiplied before the product falls below exp(-mean). */
    private static int poisson(double mean, SplittableRandom random) {
        int count = 0;
        for (double left = mean; left > 0; left -= LARGEST_MEAN) {
            double limit = Math.exp(-Math.min(left, LARGEST_MEAN));
            for (double product = random.nextDouble(); product > limit; product *= random.nextDouble()) {
                count++;
            }
        }
        return count;
    }

    private static void requireFraction(boolean withReplacement, double fraction) {
        if (!(fraction >= 0) || (!withReplacement && fraction > 1)) {
            throw new IllegalArgumentException("a fraction must be %s, got %s"
                    .formatted(withReplacement ? "at least 0" : "from 0 to 1", fraction));
        }
    }
}
