package io.sluice.storage;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One attempt to write one part of a {@link DirectorySave}. Write with {@link #write} or {@link #writeLine}, then
 * exactly one of {@link #commit} and {@link #close}; closing what is not committed leaves nothing behind. Confined to the
 * task that opened it.
 */
public final class PartFile implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(PartFile.class);
    private static final int BUFFER_BYTES = 64 << 10;

    private static final byte[] NEWLINE = {'\n'};

    private final DirectorySave save;
    private final Path attempt;
    private final String name;
    private final FileSink sink;
    private final OutputStream encoder;
    private final OutputStream stream;
    private boolean done;

    PartFile(DirectorySave save, Path attempt, String name, Compression compression, FileSink.Opener opener) {
        this.save = save;
        this.attempt = attempt;
        this.name = name;
        this.sink = new FileSink(attempt, opener);
        try {
            this.encoder = compression.encode(new BufferedOutputStream(sink, BUFFER_BYTES));
        } catch (IOException e) {
            sink.discard();
            sink.close();
            throw StorageErrors.writing(attempt, e);
        } catch (RuntimeException e) {
            sink.discard();
            sink.close();
            throw e;
        }
        this.stream = new BufferedOutputStream(encoder, BUFFER_BYTES);
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
     * Makes this attempt the part, on the disk; an attempt of the same part that was committed before is replaced.
     *
     * @throws io.sluice.error.StreamException {@code DISK_FULL} or {@code OUTPUT_FAILED}; the attempt is gone then
     */
    public void commit() {
        if (done) {
            throw new IllegalStateException("attempt of " + name + " is committed or closed already");
        }
        try {
            stream.close();
            save.accept(attempt, name);
            done = true;
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
        save.drop(attempt);
    }
}
