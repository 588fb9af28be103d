package io.sluice.streaming;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;

/**
 * Which batch an output works for: what an exactly-once sink stores together with the results. A batch that is run again
 * after a failure or a restart has the same records and the same tokens, so a sink that finds a token has the results already.
 *
 * @param application the program whose batch it is, the same after restarts
 * @param time the batch
 * @param output the name of the output, unique in the program
 */
public record Batch(String application, Time time, String output) implements Serializable {
    public Batch {
        requireNonNull(application, "application");
        requireNonNull(time, "time");
        requireNonNull(output, "output");
    }

    /** What names the results of one partition in this batch, in any sink: the same when they are computed again. */
    public String token(int partition) {
        return "%s/%s/%d/%d".formatted(application, output, time.milliseconds(), partition);
    }
}
