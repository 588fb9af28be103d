package io.sluice.benchmarks.report;

import java.util.Locale;

/** Writes figures with three digits that count, whole numbers whole. */
final class Numbers {
    private Numbers() {}

    static String threeDigits(double value) {
        if (value == Math.rint(value)) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        double size = Math.abs(value);
        String format = size >= 99.95 ? "%,.0f" : size >= 9.995 ? "%.1f" : size >= 0.9995 ? "%.2f" : "%.3f";
        return String.format(Locale.ROOT, format, value);
    }
}
