package io.sluice.streaming.checkpoint;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A part of a program that a checkpoint has data of, by its name.
 *
 * @param operation the method of the API that made it, such as {@code mapWithState}
 * @param named whether the program gave it its name; else it is known by its position
 * @param properties what must stay as it is, or is worth telling, such as {@code partitions}, and of a
 *     window how far back it reaches ({@code window}) and how far apart the batches are that enter it ({@code slide})
 */
public record Operator(String name, Kind kind, String operation, boolean named, SortedMap<String, String> properties) {
    /** Whether a source can read the same records again in a later run of the program. */
    public static final String REPLAYABLE = "replayable";

    /** What a part of a program is for a checkpoint. */
    public enum Kind {
        SOURCE,
        STATE,
        OUTPUT;

        @Override
        public String toString() {
            return switch (this) {
                case SOURCE -> "source";
                case STATE -> "state";
                case OUTPUT -> "output";
            };
        }
    }

    public Operator {
        requireNonNull(name, "name");
        requireNonNull(kind, "kind");
        requireNonNull(operation, "operation");
        properties = Collections.unmodifiableSortedMap(new TreeMap<>(properties));
    }

    /** Whether it is a source whose records are gone when the process ends. */
    public boolean losesRecords() {
        return kind == Kind.SOURCE && !Boolean.parseBoolean(properties.getOrDefault(REPLAYABLE, "true"));
    }

    @Override
    public String toString() {
        return "%s '%s' (%s)".formatted(kind, name, operation);
    }
}
