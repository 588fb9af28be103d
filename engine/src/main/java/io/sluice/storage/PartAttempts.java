package io.sluice.storage;

import java.io.Serializable;
import java.nio.file.Path;

/**
 * Where tasks write attempts at the parts of a {@link DirectorySave}: serializable, as they may run in other processes, on other
 * machines that have the directory mounted too. An attempt counts when {@link DirectorySave#commit} is given what its {@link
 * PartFile#commit} answered. Immutable.
 */
public final class PartAttempts implements Serializable {
    private static final long serialVersionUID = 1;

    private final String directory;
    private final Compression compression;
    private final FileSink.Opener opener;

    PartAttempts(Path directory, Compression compression, FileSink.Opener opener) {
        this.directory = directory.toString();
        this.compression = compression;
        this.opener = opener;
    }

    /**
     * Begins an attempt at part {@code index}, to be called {@code part-00000} and so on, with the suffix of its compression.
     * Any number of attempts at one part may be open at once.
     *
     * @throws io.sluice.error.StreamException {@code DISK_FULL} or {@code OUTPUT_FAILED}
     */
    public PartFile begin(int index) {
        if (index < 0) {
            throw new IllegalArgumentException("part must not be negative, got " + index);
        }
        return new PartFile(
                Path.of(directory), "part-%05d%s".formatted(index, compression.suffix()), compression, opener);
    }
}
