package io.sluice.streaming.source;

import java.util.Map;

/** The input of one source for one batch, fixed: which blocks, files or ranges of offsets. Immutable data. */
public interface BatchInput {
    /** How many records it has, -1 when that is not known before they are read. */
    long records();

    /** What it is, in words: file names, ranges. */
    String description();

    /** What else there is to say of it to listeners, such as how far behind each partition is. */
    default Map<String, String> metadata() {
        return Map.of();
    }
}
