package io.sluice;

import java.util.Arrays;

/** Counts numbers in buckets, each from its bound inclusive to the next one exclusive; the last includes its upper bound. */
final class Histogram {
    private Histogram() {}

    /** As many buckets of equal width, from the smallest number to the largest. */
    static Tuple2<double[], long[]> of(Jobs<Double> numbers, int buckets) {
        if (buckets < 1) {
            throw new IllegalArgumentException("a histogram needs at least one bucket, got " + buckets);
        }
        StatCounter range = Statistics.of(numbers);
        double min = range.min();
        double max = range.max();
        if (!Double.isFinite(min) || !Double.isFinite(max)) {
            throw new UnsupportedOperationException(
                    "a histogram needs numbers, all of them finite, or buckets: they are from %s to %s"
                            .formatted(min, max));
        }
        double[] bounds = min == max ? new double[] {min, min} : even(min, max, buckets);
        return new Tuple2<>(bounds, of(numbers, bounds, true));
    }

    private static double[] even(double min, double max, int buckets) {
        double[] bounds = new double[buckets + 1];
        Arrays.setAll(bounds, i -> min + i * (max - min) / buckets);
        bounds[buckets] = max;
        return bounds;
    }

    /** Counts in the given buckets; numbers outside of them, and NaN, are not counted. */
    static long[] of(Jobs<Double> numbers, double[] buckets, boolean evenBuckets) {
        double[] bounds = buckets.clone();
        if (bounds.length < 2) {
            throw new IllegalArgumentException("buckets need at least two bounds, got " + bounds.length);
        }
        for (int i = 1; i < bounds.length; i++) {
            if (!(bounds[i - 1] <= bounds[i])) {
                throw new IllegalArgumentException(
                        "bounds of buckets must ascend, got %s".formatted(Arrays.toString(bounds)));
            }
        }
        long[] all = new long[bounds.length - 1];
        numbers.run((task, records) -> {
                    long[] counts = new long[bounds.length - 1];
                    records.forEach(number -> {
                        int bucket = evenBuckets ? computed(bounds, number) : searched(bounds, number);
                        if (bucket >= 0) {
                            counts[bucket]++;
                        }
                    });
                    return counts;
                })
                .forEach(counts -> Arrays.setAll(all, i -> all[i] + counts[i]));
        return all;
    }

    private static int computed(double[] bounds, double number) {
        int buckets = bounds.length - 1;
        double min = bounds[0];
        double max = bounds[buckets];
        if (!(number >= min && number <= max)) {
            return -1;
        }
        return max == min ? 0 : Math.min(buckets - 1, (int) ((number - min) / ((max - min) / buckets)));
    }

    private static int searched(double[] bounds, double number) {
        int last = bounds.length - 1;
        if (!(number >= bounds[0] && number <= bounds[last])) {
            return -1;
        }
        int found = Arrays.binarySearch(bounds, number);
        return Math.min(last - 1, found >= 0 ? found : -found - 2);
    }
}
