package io.sluice.streaming;

/** Where a streaming context is in its life: each state follows the one before, and none comes back. */
public enum StreamingContextState {
    /** Being built: streams and outputs may be added. */
    INITIALIZED,
    /** Started, and running batches. */
    ACTIVE,
    /** Over: it cannot be started again. */
    STOPPED
}
