package io.sluice.embedded.shuffle;

import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/** The failures of this package, one factory each. */
public final class ShuffleErrors {
    private ShuffleErrors() {}

    public static StreamException spillFailed(Path file, IOException cause) {
        String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        if (message.contains("no space left")
                || message.contains("disk quota")
                || message.contains("not enough space")) {
            return new StreamException(
                    ErrorCode.DISK_FULL,
                    "The disk is full: cannot spill to %s.".formatted(file),
                    "Free space there, set sluice.local.dir to a larger disk, or give the engine more memory.",
                    cause);
        }
        return new StreamException(
                ErrorCode.OUTPUT_FAILED,
                "Cannot spill to %s: %s.".formatted(file, cause.getMessage()),
                "Look after the file system of sluice.local.dir.",
                cause);
    }

    public static StreamException spillUnreadable(Path file, IOException cause) {
        return new StreamException(
                ErrorCode.INPUT_UNREADABLE,
                "Cannot read back spilled records from %s: %s.".formatted(file, cause.getMessage()),
                "Look after the file system of sluice.local.dir; nothing else may delete files there while the engine"
                        + " runs.",
                cause);
    }
}
