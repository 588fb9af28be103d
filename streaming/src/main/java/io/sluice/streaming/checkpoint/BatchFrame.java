package io.sluice.streaming.checkpoint;

import io.sluice.streaming.Time;
import java.util.List;
import java.util.Map;

/** One entry of the batch log. */
sealed interface BatchFrame {
    /** Everything that is still needed of what was written before: the first frame of a segment. */
    record Base(History snapshot) implements BatchFrame {}

    /**
     * What a batch reads, fixed before it runs.
     *
     * @param inputs what each source planned, by its name; sources whose records cannot be read again are not in it
     */
    record Planned(Time time, Map<String, byte[]> inputs) implements BatchFrame {}

    /**
     * A batch is over and will not run again.
     *
     * @param outcome how it ended
     * @param outputs the names of its outputs
     * @param states the latest version of each partition of the states that it saw, by name
     * @param rates the last rates of the sources, in records a second, by name
     */
    record Committed(
            Time time, Outcome outcome, List<String> outputs, Map<String, long[]> states, Map<String, Double> rates)
            implements BatchFrame {}

    /** How a batch ended. */
    enum Outcome {
        DONE,
        SKIPPED
    }
}
