package io.sluice.torture.program;

import java.time.Duration;

/**
 * How often the program has a batch.
 *
 * @param window how far windows reach back, a multiple of the interval
 */
public record Pace(Duration interval, Duration window) {
    /** Many batches in a short life. */
    public static final Pace EMBEDDED = new Pace(Duration.ofMillis(40), Duration.ofMillis(2_400));

    /** What a small cluster keeps up with: a batch is some ten jobs. */
    public static final Pace CLUSTER = new Pace(Duration.ofSeconds(1), Duration.ofSeconds(6));
}
