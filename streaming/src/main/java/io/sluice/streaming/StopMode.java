package io.sluice.streaming;

/** What a program still does when it is stopped. */
public enum StopMode {
    /** Nothing: what runs is cancelled. With a checkpoint, batches that were planned run at the next start. */
    NOW,
    /** The batches that have begun end, and are committed. With a checkpoint, others that were planned run at the next start. */
    AFTER_BATCH,
    /** Everything received so far is given to a last batch, and everything planned runs. */
    DRAIN
}
