package io.sluice.benchmarks.program;

import java.util.Locale;

/** Prints the figures of a measured program, one {@code key=value} line each, for the harness to read. */
public final class Figures {
    private Figures() {}

    public static void print(String key, long value) {
        print(key, Long.toString(value));
    }

    public static void print(String key, double value) {
        print(key, String.format(Locale.ROOT, "%.6f", value));
    }

    /** Flushed at once: the harness takes the moment a line arrives as a measurement too. */
    public static void print(String key, String value) {
        System.out.println(key + "=" + value);
        System.out.flush();
    }
}
