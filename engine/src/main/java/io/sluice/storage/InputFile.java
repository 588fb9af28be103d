package io.sluice.storage;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.nio.file.Path;
import java.time.Instant;

/**
 * A file as it was when it was listed. Readers read these {@code length} bytes: what is appended later is left alone, and
 * a file that has become shorter is an error. Holds its path as a String because {@link Path} does not serialise.
 */
public record InputFile(String path, long length, Instant modified) implements Serializable {
    public InputFile {
        requireNonNull(path, "path");
        requireNonNull(modified, "modified");
        if (length < 0) {
            throw new IllegalArgumentException("length of '%s' must not be negative, got %d".formatted(path, length));
        }
    }

    /** Where the file is. */
    public Path asPath() {
        return Path.of(path);
    }

    /** How it is compressed, going by its name. */
    public Compression compression() {
        return Compression.of(path);
    }
}
