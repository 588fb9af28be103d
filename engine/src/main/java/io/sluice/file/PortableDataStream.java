package io.sluice.file;

import static java.util.Objects.requireNonNull;

import io.sluice.storage.InputFile;
import io.sluice.storage.StorageErrors;
import io.sluice.storage.WholeFile;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;

/** A file that has not been read yet: what {@code binaryFiles} gives. Immutable; travels as the path, not as the bytes. */
public final class PortableDataStream implements Serializable {
    private final InputFile file;

    PortableDataStream(InputFile file) {
        this.file = requireNonNull(file, "file");
    }

    /** The file's bytes from the first one on; the caller closes it. */
    public DataInputStream open() {
        try {
            return new DataInputStream(new BufferedInputStream(Files.newInputStream(file.asPath())));
        } catch (IOException e) {
            throw StorageErrors.reading(file.path(), e);
        }
    }

    /**
     * All of the file's bytes.
     *
     * @throws io.sluice.error.StreamException {@code FILE_TOO_LARGE} if they do not fit in an array
     */
    public byte[] toArray() {
        return WholeFile.bytes(file);
    }

    public String getPath() {
        return file.path();
    }

    @Override
    public String toString() {
        return file.path();
    }
}
