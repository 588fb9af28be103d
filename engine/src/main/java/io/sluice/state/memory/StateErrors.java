package io.sluice.state.memory;

import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;

/** The failures of the store, one factory each. */
final class StateErrors {
    private StateErrors() {}

    static StreamException lost(String name, long wanted, long found) {
        return new StreamException(
                ErrorCode.STATE_LOST,
                "The state of %s cannot be had at version %d any more: it is at %d.".formatted(name, wanted, found),
                "Restore the checkpoint directory as a whole, or start from an empty one.");
    }

    static StreamException gone(String name, long version, long current) {
        return new StreamException(
                ErrorCode.STATE_LOST,
                "The entries of %s were asked for at version %d, which is gone: it is at %d."
                        .formatted(name, version, current),
                "Use a stream of state in the batch it belongs to, or persist it there, so that a copy is kept.");
    }
}
