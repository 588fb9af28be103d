package io.sluice.storage;

import io.sluice.error.StreamException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Serializable;
import java.nio.file.Path;

/**
 * The bytes of one file being written, with every failure turned into an error that names the file. Confined to one
 * thread.
 */
final class FileSink extends OutputStream {
    private final Path path;
    private final FileOutputStream out;
    private boolean discarding;
    /** The first failure; it is every later one too, so that none can be swallowed. */
    private StreamException failure;

    /** Opens files for writing, where the task is; tests open one that is on a full disk. */
    @FunctionalInterface
    interface Opener extends Serializable {
        FileOutputStream open(Path path) throws IOException;
    }

    FileSink(Path path, Opener opener) {
        this.path = path;
        try {
            // unlike a channel, this stream survives an interrupt, so cancelling a job never looks like a bad disk
            this.out = opener.open(path);
        } catch (IOException e) {
            throw StorageErrors.writing(path, e);
        }
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
        if (discarding) {
            return;
        }
        throwFailure();
        try {
            out.write(bytes, from, length);
        } catch (IOException e) {
            failure = StorageErrors.writing(path, e);
        }
        throwFailure();
    }

    /** Ignores what is written from now on, so that an encoder above can be closed whatever state it is in. */
    void discard() {
        discarding = true;
    }

    /** Returns when the bytes are on the disk, unless they are not wanted any more. Idempotent. */
    @Override
    public void close() {
        try (out) {
            if (!discarding && failure == null && out.getFD().valid()) {
                out.getFD().sync();
            }
        } catch (IOException e) {
            failure = failure == null ? StorageErrors.writing(path, e) : failure;
        }
        if (!discarding) {
            throwFailure();
        }
    }

    private void throwFailure() {
        if (failure != null) {
            throw failure;
        }
    }
}
