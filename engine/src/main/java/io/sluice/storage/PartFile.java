package io.sluice.storage;

import io.sluice.error.StreamException;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One attempt to write one part of a {@link DirectorySave}, in a file {@code .PART.attempt-ID}. Write with {@link #write} or
 * {@link #writeLine}, then exactly one of {@link #commit} and {@link #close}; closing what is not committed leaves nothing
 * behind. Confined to the task that opened it.
 */
public final class PartFile implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(PartFile.class);
    private static final int BUFFER_BYTES = 64 << 10;

    private static final byte[] NEWLINE = {'\n'};

    private final Path attempt;
    private final String name;
    private final FileSink sink;
    private final OutputStream encoder;
    private final OutputStream stream;
    private boolean done;

    PartFile(Path directory, String name, Compression compression, FileSink.Opener opener) {
        this.attempt = directory.resolve(".%s.attempt-%s".formatted(name, UUID.randomUUID()));
        this.name = name;
        this.sink = open(directory, opener);
        try {
            this.encoder = compression.encode(new BufferedOutputStream(sink, BUFFER_BYTES));
        } catch (IOException e) {
            drop();
            throw StorageErrors.writing(attempt, e);
        } catch (RuntimeException e) {
            drop();
            throw e;
        }
        this.stream = new BufferedOutputStream(encoder, BUFFER_BYTES);
    }

    private FileSink open(Path directory, FileSink.Opener opener) {
        try {
            return new FileSink(attempt, opener);
        } catch (StreamException e) {
            if (Files.notExists(directory)) {
                throw StorageErrors.saveNotHere(directory, e);
            }
            throw e;
        }
    }

    private void drop() {
        sink.discard();
        sink.close();
        Directories.remove(attempt);
    }

    /** What this part will be called in the directory, for example {@code part-00003.gz}. */
    public String name() {
        return name;
    }

    /**
     * Writes bytes, compressed below if so asked, through a buffer.
     *
     * @throws io.sluice.error.StreamException {@code DISK_FULL} or {@code OUTPUT_FAILED}
     */
    public void write(byte[] bytes, int from, int length) {
        try {
            stream.write(bytes, from, length);
        } catch (IOException e) {
            throw StorageErrors.writing(attempt, e);
        }
    }

    /** Writes a line as UTF-8, and {@code '\n'} after it. */
    public void writeLine(String line) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        write(bytes, 0, bytes.length);
        write(NEWLINE, 0, NEWLINE.length);
    }

    /**
     * Brings this attempt to the disk; it is the part when the save is committed with what this answers.
     *
     * @throws io.sluice.error.StreamException {@code DISK_FULL} or {@code OUTPUT_FAILED}; the attempt is gone then
     */
    public WrittenPart commit() {
        if (done) {
            throw new IllegalStateException("attempt of " + name + " is committed or closed already");
        }
        try {
            stream.close();
            done = true;
            return new WrittenPart(name, attempt.getFileName().toString());
        } catch (IOException e) {
            throw StorageErrors.writing(attempt, e);
        } finally {
            close();
        }
    }

    /** Drops the attempt if it is not committed. Never throws. */
    @Override
    public void close() {
        if (done) {
            return;
        }
        done = true;
        sink.discard();
        try (sink) {
            encoder.close(); // frees its native memory
        } catch (IOException e) {
            LOG.debug("Closing a dropped attempt of {} failed.", name, e);
        }
        Directories.remove(attempt);
    }
}
