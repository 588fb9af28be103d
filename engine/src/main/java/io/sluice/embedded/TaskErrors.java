package io.sluice.embedded;

import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;
import io.sluice.lineage.StateUpdate;

/** What is wrong with a state that a task asks for. */
final class TaskErrors {
    private TaskErrors() {}

    static StreamException batchOver(StateUpdate<?, ?, ?, ?> update, long latest) {
        return new StreamException(
                ErrorCode.STATE_LOST,
                "What came of the state '%s' in batch %d was asked for when the state was at %d already."
                        .formatted(update.state().operator(), update.version(), latest),
                "Use it in the batch it belongs to, or persist or remember the stream, so that it is kept.");
    }

    static StreamException stateLost(StateUpdate<?, ?, ?, ?> update, int partition, long written, long found) {
        return new StreamException(
                ErrorCode.STATE_LOST,
                "Partition %d of the state '%s' in %s was written up to version %d, and its files end with version %d."
                        .formatted(
                                partition,
                                update.state().operator(),
                                update.state().checkpoint(),
                                written,
                                found),
                "The disk has lost what it had promised to keep: restore the checkpoint directory as a whole, or start"
                        + " from an empty one.");
    }
}
