package io.sluice.embedded.shuffle;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The spill files of an engine: one temporary directory, made for the first file and removed with whatever is left in it
 * when the engine closes. Thread-safe.
 */
public final class SpillFiles implements AutoCloseable {
    /** Opens a new file to write to; other than the default in tests of full disks. */
    @FunctionalInterface
    public interface Opener {
        OutputStream open(Path file) throws IOException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(SpillFiles.class);

    private final Path parent;
    private final Opener opener;
    private final AtomicLong files = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private Path directory;
    private boolean closed;

    /** Spill files below {@code parent}, a directory that is made if it is missing. */
    public SpillFiles(Path parent) {
        this(parent, file -> Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    }

    public SpillFiles(Path parent, Opener opener) {
        this.parent = requireNonNull(parent, "parent");
        this.opener = opener;
    }

    /** How many files have been written so far. */
    public long filesWritten() {
        return files.get();
    }

    /** How many bytes have been written so far. */
    public long bytesWritten() {
        return bytes.get();
    }

    /** Removes the directory and all files; idempotent. */
    @Override
    public synchronized void close() {
        closed = true;
        if (directory == null) {
            return;
        }
        try (Stream<Path> left = Files.list(directory)) {
            left.forEach(SpillFiles::delete);
        } catch (IOException e) {
            LOG.warn("Cannot list spill directory {}", directory, e);
        }
        delete(directory);
        directory = null;
    }

    /** A name for a new file. */
    public synchronized Path next() {
        if (closed) {
            throw new IllegalStateException("the engine is closed: no more spilling");
        }
        try {
            if (directory == null) {
                Files.createDirectories(parent);
                directory = Files.createTempDirectory(parent, "sluice-spill-");
            }
        } catch (IOException e) {
            throw ShuffleErrors.spillFailed(parent, e);
        }
        return directory.resolve(files.incrementAndGet() + ".spill");
    }

    public OutputStream open(Path file) throws IOException {
        return opener.open(file);
    }

    public void countBytes(long written) {
        bytes.addAndGet(written);
    }

    public static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("Cannot delete {}", file, e);
        }
    }
}
