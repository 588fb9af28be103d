package io.sluice.storage;

import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * The failures of files, one factory each, so that the same failure always reads the same. {@link #reading} and {@link
 * #writing} are where an {@code IOException} becomes a code with the path in it.
 */
public final class StorageErrors {
    /** How Linux, macOS and Windows say it; Java passes their words on and has no class for it. */
    private static final List<String> DISK_FULL =
            List.of("no space left on device", "disk quota exceeded", "not enough space on the disk");

    private StorageErrors() {}

    /** What {@code cause} means, met while opening, listing or reading {@code path}. */
    public static StreamException reading(String path, IOException cause) {
        if (cause instanceof NoSuchFileException || cause instanceof FileNotFoundException) {
            return new StreamException(
                    ErrorCode.INPUT_NOT_FOUND,
                    "'%s' does not exist.".formatted(path),
                    "Check the path; a file that was listed must stay until the job has read it.",
                    cause);
        }
        String reason = cause instanceof AccessDeniedException ? "access is denied" : describe(cause);
        return new StreamException(
                ErrorCode.INPUT_UNREADABLE,
                "'%s' cannot be read: %s.".formatted(path, reason),
                "Give the user of this process the right to read it, or see to the disk it lies on.",
                cause);
    }

    /** What {@code cause} means, met while creating, writing, syncing or renaming {@code path}. */
    public static StreamException writing(Path path, IOException cause) {
        if (isDiskFull(cause)) {
            return new StreamException(
                    ErrorCode.DISK_FULL,
                    "No space is left to write '%s'.".formatted(path),
                    "Free space on that file system, or write to a larger one.",
                    cause);
        }
        String reason = cause instanceof AccessDeniedException ? "access is denied" : describe(cause);
        return new StreamException(
                ErrorCode.OUTPUT_FAILED,
                "'%s' cannot be written: %s.".formatted(path, reason),
                "Mend what the cause says, then save again.",
                cause);
    }

    /** A task is to write to a directory that the save has made, and it is not there. */
    static StreamException saveNotHere(Path directory, Throwable cause) {
        return new StreamException(
                ErrorCode.OUTPUT_FAILED,
                "'%s' is not there, where a task is to write.".formatted(directory),
                "Save to a directory that is mounted on all machines of the cluster, and do not touch what is in it meanwhile.",
                cause);
    }

    /** Whether the file system, or the user's quota on it, is full. */
    public static boolean isDiskFull(IOException failure) {
        String message =
                failure.getMessage() == null ? "" : failure.getMessage().toLowerCase(Locale.ROOT);
        return DISK_FULL.stream().anyMatch(message::contains);
    }

    static StreamException notFound(String pattern, String remedy) {
        return new StreamException(
                ErrorCode.INPUT_NOT_FOUND, "No file or directory matches '%s'.".formatted(pattern), remedy);
    }

    static StreamException onlyDirectories(Path directory) {
        return new StreamException(
                ErrorCode.INPUT_NOT_FOUND,
                "'%s' holds directories and no file, and directories are not searched.".formatted(directory),
                "Name the level that holds the files, for example '%s/*'.".formatted(directory));
    }

    static StreamException noFile(Path path) {
        return new StreamException(
                ErrorCode.INPUT_UNREADABLE,
                "'%s' is neither a file nor a directory.".formatted(path),
                "Read regular files; a pipe or a device is read by a receiver.");
    }

    static StreamException changed(String path, long expected, long found) {
        return new StreamException(
                ErrorCode.INPUT_CHANGED,
                "'%s' had %d bytes when it was listed and has %d now.".formatted(path, expected, found),
                "Write files elsewhere and move them in when they are whole; do not cut a file that a job reads.");
    }

    static StreamException corrupt(String path, long offset, String what, Throwable cause) {
        return new StreamException(
                ErrorCode.INPUT_CORRUPT,
                "'%s' is damaged at or before byte %d: %s.".formatted(path, offset, what),
                "Restore the file from its origin, or leave it out.",
                cause);
    }

    static StreamException lineTooLong(String path, long offset, int limit) {
        return new StreamException(
                ErrorCode.LINE_TOO_LONG,
                "The line of '%s' that starts at byte %d is longer than %d bytes.".formatted(path, offset, limit),
                "Raise the limit if such lines are real; otherwise the file is no text with '\\n' between its lines.");
    }

    static StreamException recordLengthWrong(String path, long length, int recordLength) {
        return new StreamException(
                ErrorCode.RECORD_LENGTH_WRONG,
                "'%s' has %d bytes, which is no multiple of the record length %d."
                        .formatted(path, length, recordLength),
                "Give the right record length, or leave out the file that is cut off.");
    }

    static StreamException tooLarge(String path, long length) {
        return new StreamException(
                ErrorCode.FILE_TOO_LARGE,
                "'%s' has %s%d bytes and was to be read as one record; %d is the most."
                        .formatted(path, length < 0 ? "more than " : "", Math.abs(length), WholeFile.MOST_BYTES),
                "Read it as lines or as records of a fixed length.");
    }

    static StreamException exists(Path target) {
        return new StreamException(
                ErrorCode.OUTPUT_EXISTS,
                "The target '%s' exists already.".formatted(target),
                "Choose another directory, remove this one, or ask for overwriting.");
    }

    /** What an exception says, or at least what it is. */
    public static String describe(Throwable cause) {
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
