package io.sluice.streaming.checkpoint;

import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;
import java.io.IOException;
import java.util.stream.Collectors;

/** What can be wrong with a checkpoint. */
final class CheckpointErrors {
    private CheckpointErrors() {}

    static StreamException beginningGone(String where) {
        return new StreamException(
                ErrorCode.CHECKPOINT_CORRUPT,
                "The batch log in %s does not begin with its base: files of it are gone.".formatted(where),
                "Restore the directory from a backup, or begin with a new one.");
    }

    static StreamException logGone(String where) {
        return new StreamException(
                ErrorCode.CHECKPOINT_CORRUPT,
                "The checkpoint %s has state or received blocks, and its batch log is gone.".formatted(where),
                "Restore the directory from a backup, or begin with a new one.");
    }

    static StreamException newerFormat(String where, IOException cause) {
        return new StreamException(
                ErrorCode.CHECKPOINT_TOO_NEW,
                "The batch log in %s was written by a later Sluice: %s.".formatted(where, cause.getMessage()),
                "Use that Sluice or a later one, or begin with a new directory.",
                cause);
    }

    static StreamException inUse(String where, IOException cause) {
        return new StreamException(
                ErrorCode.CHECKPOINT_IN_USE,
                "The checkpoint %s is in use: %s.".formatted(where, cause.getMessage()),
                "Stop the program that uses it, or choose another directory.",
                cause);
    }

    static StreamException unreadable(String where, IOException cause) {
        return new StreamException(
                ErrorCode.CHECKPOINT_FAILED,
                "The checkpoint %s cannot be used: %s.".formatted(where, cause),
                "See that the directory is there, and that the program may write to it.",
                cause);
    }

    static StreamException incompatible(Verdict verdict) {
        return new StreamException(
                ErrorCode.CHECKPOINT_INCOMPATIBLE,
                "The program does not fit the checkpoint %s: %s"
                        .formatted(
                                verdict.location(),
                                verdict.obstacles().stream()
                                        .map(Verdict.Finding::text)
                                        .collect(Collectors.joining(" "))),
                verdict.obstacles().stream()
                        .map(Verdict.Finding::wayOut)
                        .distinct()
                        .collect(Collectors.joining(" ")));
    }
}
