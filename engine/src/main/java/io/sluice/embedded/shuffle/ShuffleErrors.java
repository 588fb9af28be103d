package io.sluice.embedded.shuffle;

import io.sluice.Partitioner;
import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/** The failures of this package, one factory each. */
public final class ShuffleErrors {
    private static final int LONGEST_QUOTE = 100;

    private ShuffleErrors() {}

    static StreamException keyWithoutEquals(Class<?> type) {
        String why = type.isArray()
                ? "arrays are equal only to themselves"
                : "it has no equals of its own, so that two keys with the same content would never meet";
        return new StreamException(
                ErrorCode.KEY_WITHOUT_EQUALS,
                "%s cannot be a key: %s.".formatted(type.getTypeName(), why),
                "Make it a record, give it equals and hashCode, or map it to a String or a List first.");
    }

    static StreamException partitionOutOfRange(Partitioner partitioner, int partitions, Object key, int partition) {
        return new StreamException(
                ErrorCode.PARTITION_OUT_OF_RANGE,
                "%s gives partition %d for key %s: there are partitions 0 to %d."
                        .formatted(partitioner.getClass().getName(), partition, quote(key), partitions - 1),
                "Return a number from 0 to numPartitions() - 1; for a hash, Math.floorMod(hash, numPartitions()) is never"
                        + " negative.");
    }

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

    private static String quote(Object key) {
        String text = String.valueOf(key);
        return "'" + (text.length() > LONGEST_QUOTE ? text.substring(0, LONGEST_QUOTE) + "…" : text) + "'";
    }
}
