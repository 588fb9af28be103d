package io.sluice.state.memory;

import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;
import io.sluice.storage.StorageErrors;
import java.io.IOException;

/** The failures of the store, one factory each. */
final class StateErrors {
    private StateErrors() {}

    static StreamException incomplete(String name, String location, long wanted) {
        return new StreamException(
                ErrorCode.STATE_LOST,
                "The state of %s cannot be had at version %d: '%s' does not hold all of it any more."
                        .formatted(name, wanted, location),
                "Restore the checkpoint directory as a whole, or start from an empty one.");
    }

    static StreamException corrupt(String path, IOException cause) {
        return new StreamException(
                ErrorCode.CHECKPOINT_CORRUPT,
                "'%s' is damaged: %s.".formatted(path, cause.getMessage()),
                "Restore the directory from a copy, or start anew with another one;"
                        + " 'sluice checkpoint verify DIR' lists everything that is damaged.",
                cause);
    }

    static StreamException writing(String path, IOException cause) {
        boolean full = StorageErrors.isDiskFull(cause);
        return new StreamException(
                full ? ErrorCode.DISK_FULL : ErrorCode.CHECKPOINT_FAILED,
                "'%s' cannot be written: %s.".formatted(path, cause),
                "Mend what the cause says and restart the program; it goes on from the last committed batch.",
                cause);
    }

    static StreamException gone(String name, long version, long current) {
        return new StreamException(
                ErrorCode.STATE_LOST,
                "The entries of %s were asked for at version %d, which is gone: it is at %d."
                        .formatted(name, version, current),
                "Use a stream of state in the batch it belongs to, or persist it there, so that a copy is kept.");
    }
}
