package io.sluice.streaming.source;

import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;
import io.sluice.storage.InputFile;
import io.sluice.storage.StorageErrors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;

/** What goes wrong with the files of a stream, in words. */
final class FileErrors {
    private FileErrors() {}

    /** Throws if a file is not what it was when it was listed: its records would be half of what its writer means. */
    static void requireUnchanged(InputFile listed) {
        try {
            BasicFileAttributes now = Files.readAttributes(listed.asPath(), BasicFileAttributes.class);
            Instant modified = now.lastModifiedTime().toInstant();
            if (now.size() != listed.length() || !modified.equals(listed.modified())) {
                throw changed(listed, new InputFile(listed.path(), now.size(), modified));
            }
        } catch (IOException gone) {
            throw StorageErrors.reading(listed.path(), gone);
        }
    }

    static StreamException changed(InputFile listed, InputFile now) {
        return new StreamException(
                ErrorCode.INPUT_CHANGED,
                "'%s' was changed after a batch had taken it: it had %d bytes, modified at %s, and has %d, modified at %s."
                        .formatted(listed.path(), listed.length(), listed.modified(), now.length(), now.modified()),
                "Write files elsewhere on the same file system, and move each one into the directory when it is whole.");
    }

    static StreamException tooOld(InputFile first, int others, Instant oldest) {
        String which = others == 0
                ? "'%s' is not read".formatted(first.path())
                : "'%s' and %d other files are not read".formatted(first.path(), others);
        return new StreamException(
                ErrorCode.INPUT_TOO_OLD,
                "%s: modified at %s, while only files modified after %s are."
                        .formatted(which, first.modified(), oldest),
                "Raise sluice.streaming.fileStream.minRememberDuration, or touch the files to have them read.");
    }

    static StreamException filterFailed(InputFile file, Exception thrown) {
        return new StreamException(
                ErrorCode.TASK_FAILED,
                "The filter of a file stream threw %s on '%s'.".formatted(thrown, file.path()),
                "Mend the filter.",
                thrown);
    }

    static StreamException memoryUnreadable(String source, IOException cause) {
        return new StreamException(
                ErrorCode.CHECKPOINT_CORRUPT,
                "Which files '%s' has read cannot be told from the checkpoint: %s."
                        .formatted(source, cause.getMessage()),
                "Use the version of Sluice that wrote it, or begin with a new checkpoint directory.",
                cause);
    }
}
