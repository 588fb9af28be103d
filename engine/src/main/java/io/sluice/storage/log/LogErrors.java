package io.sluice.storage.log;

import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;
import io.sluice.storage.StorageErrors;
import java.io.IOException;

/** The failures of logs, one factory each. */
final class LogErrors {
    private static final String RESTORE = "Restore the directory from a copy, or start anew with another one;"
            + " 'sluice checkpoint verify DIR' lists everything that is damaged.";

    private LogErrors() {}

    static StreamException corrupt(String file, long offset, String what, Throwable cause) {
        return new StreamException(
                ErrorCode.CHECKPOINT_CORRUPT,
                "'%s' is damaged at byte %d: %s.".formatted(file, offset, what),
                RESTORE,
                cause);
    }

    static StreamException missing(String file, long next) {
        return new StreamException(
                ErrorCode.CHECKPOINT_CORRUPT,
                "'%s' is missing, though segment %d behind it is there.".formatted(file, next),
                RESTORE);
    }

    static StreamException tooNew(String file, int version, int known) {
        return new StreamException(
                ErrorCode.CHECKPOINT_TOO_NEW,
                "'%s' has format version %d; this version of Sluice knows versions up to %d."
                        .formatted(file, version, known),
                "Run the program with the version of Sluice that wrote it, or a later one.");
    }

    /** Nobody here knows how to reach a file system, for the reason that is given, if one is. */
    static StreamException unknownFileSystem(String location, Throwable cause) {
        return new StreamException(
                ErrorCode.FILE_SYSTEM_UNKNOWN,
                "There is no file system here for '%s'.".formatted(location),
                "On a Spark cluster its file systems can be used; for others, such as 's3a:', add the jar that brings it to the"
                        + " driver and the executors. On one machine, sluice-spark and a Hadoop client on the class path do the same;"
                        + " else name a directory on the local disk.",
                cause);
    }

    static StreamException notLocal(String location, String what) {
        return new StreamException(
                ErrorCode.FILE_SYSTEM_UNKNOWN,
                "'%s' is not on the local disk, where %s.".formatted(location, what),
                "Name a directory on the local disk.");
    }

    static StreamException writing(String location, IOException cause) {
        if (StorageErrors.isDiskFull(cause)) {
            return new StreamException(
                    ErrorCode.DISK_FULL,
                    "No space is left to write '%s'.".formatted(location),
                    "Free space on that file system and restart the program; it goes on from the last committed batch.",
                    cause);
        }
        return new StreamException(
                ErrorCode.CHECKPOINT_FAILED,
                "'%s' cannot be written: %s.".formatted(location, StorageErrors.describe(cause)),
                "Mend what the cause says and restart the program; it goes on from the last committed batch.",
                cause);
    }

    static StreamException reading(String location, IOException cause) {
        return new StreamException(
                ErrorCode.CHECKPOINT_FAILED,
                "'%s' cannot be read: %s.".formatted(location, StorageErrors.describe(cause)),
                "Mend what the cause says and restart the program; it goes on from the last committed batch.",
                cause);
    }

    /** A disk that failed once may have dropped what it was given, and say so only once. */
    static StreamException refused(String location, StreamException first) {
        return new StreamException(
                first.code(),
                "'%s' takes nothing more since writing failed: %s".formatted(location, first.problem()),
                first.remedy(),
                first);
    }
}
