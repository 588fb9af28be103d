package io.sluice.benchmarks.program;

import java.util.Arrays;

/** Many measurements in milliseconds, in order of size. Immutable. */
public final class Quantiles {
    private final double[] sorted;

    private Quantiles(double[] sorted) {
        this.sorted = sorted;
    }

    /** Of at least one measurement. */
    public static Quantiles of(double... millis) {
        double[] sorted = millis.clone();
        Arrays.sort(sorted);
        return new Quantiles(sorted);
    }

    /** The smallest measurement that a share of all, above 0 and at most 1, does not exceed. */
    public double at(double share) {
        return sorted[(int) Math.ceil(share * sorted.length) - 1];
    }

    public void print(String name) {
        Figures.print(name + ".p50.ms", at(0.50));
        Figures.print(name + ".p99.ms", at(0.99));
        Figures.print(name + ".max.ms", at(1));
    }
}
