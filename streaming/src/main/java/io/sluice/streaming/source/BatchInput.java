package io.sluice.streaming.source;

/** The input of one source for one batch, fixed: which blocks, files or ranges of offsets. Immutable data. */
public interface BatchInput {
    /** How many records it has, -1 when that is not known before they are read. */
    long records();

    /** What it is, in words: file names, ranges. */
    String description();
}
