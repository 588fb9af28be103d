package io.sluice.benchmarks.run;

import java.util.OptionalDouble;

/** One number of a run, with the heading it has in tables: a value the program printed, or when its line arrived. */
public record Figure(String heading, String key, boolean isArrival) {
    public static Figure value(String heading, String key) {
        return new Figure(heading, key, false);
    }

    /** The milliseconds from the start of the process to the line with this key. */
    public static Figure arrival(String heading, String key) {
        return new Figure(heading, key, true);
    }

    OptionalDouble of(RunResult result) {
        if (isArrival) {
            Double millis = result.arrivalMillis().get(key);
            return millis == null ? OptionalDouble.empty() : OptionalDouble.of(millis);
        }
        String value = result.values().get(key);
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(Double.parseDouble(value));
    }
}
