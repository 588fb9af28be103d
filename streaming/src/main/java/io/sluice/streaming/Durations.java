package io.sluice.streaming;

import java.time.Duration;

/** Makes durations, under the names that Spark programs use. */
public final class Durations {
    private Durations() {}

    public static Duration milliseconds(long milliseconds) {
        return Duration.ofMillis(milliseconds);
    }

    public static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }

    public static Duration minutes(long minutes) {
        return Duration.ofMinutes(minutes);
    }
}
