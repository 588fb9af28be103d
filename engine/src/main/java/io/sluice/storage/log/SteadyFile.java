package io.sluice.storage.log;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file that stays open when the thread that uses it is interrupted, as tasks and receivers are: a {@link FileChannel} closes
 * itself then. It is opened again and the call repeated, which is why every call names its place; the interrupt is kept for
 * the caller. Thread-safe.
 */
final class SteadyFile implements Closeable {
    /** The JVM keeps a direct buffer as large as the largest write of each thread. */
    private static final int SLICE_BYTES = 256 << 10;

    private final Path path;
    private final StandardOpenOption mode;
    private volatile FileChannel channel;
    private boolean closed;

    @FunctionalInterface
    private interface Call<R> {
        R on(FileChannel channel) throws IOException;
    }

    private SteadyFile(Path path, StandardOpenOption mode) throws IOException {
        this.path = path;
        this.mode = mode;
        this.channel = FileChannel.open(path, mode);
    }

    static SteadyFile toRead(Path path) throws IOException {
        return new SteadyFile(path, StandardOpenOption.READ);
    }

    static SteadyFile toWrite(Path path) throws IOException {
        return new SteadyFile(path, StandardOpenOption.WRITE);
    }

    long length() throws IOException {
        return steadily(FileChannel::size);
    }

    /** Writes all that remains. */
    void write(ByteBuffer content, long offset) throws IOException {
        long next = offset;
        while (content.hasRemaining()) {
            int bytes = Math.min(SLICE_BYTES, content.remaining());
            ByteBuffer slice = content.slice(content.position(), bytes);
            long at = next;
            steadily(open -> {
                slice.rewind();
                while (slice.hasRemaining()) {
                    open.write(slice, at + slice.position());
                }
                return null;
            });
            content.position(content.position() + bytes);
            next += bytes;
        }
    }

    /** Reads until the buffer is full or the file ends. */
    int read(ByteBuffer into, long offset) throws IOException {
        int total = 0;
        while (into.hasRemaining()) {
            ByteBuffer slice = into.slice(into.position(), Math.min(SLICE_BYTES, into.remaining()));
            long at = offset + total;
            int read = steadily(open -> open.read(slice.rewind(), at));
            if (read < 0) {
                return total;
            }
            into.position(into.position() + read);
            total += read;
        }
        return total;
    }

    /** Makes content and length durable; not the file's entry in its directory. */
    void force() throws IOException {
        steadily(open -> {
            open.force(false);
            return null;
        });
    }

    void truncate(long length) throws IOException {
        steadily(open -> open.truncate(length));
    }

    private <R> R steadily(Call<R> call) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                FileChannel open = channel;
                try {
                    return call.on(open);
                } catch (ClosedChannelException closedUnderUs) { // by an interrupt of this thread or another one
                    interrupted = Thread.interrupted() || interrupted;
                    reopen(open, closedUnderUs);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private synchronized void reopen(FileChannel unusable, ClosedChannelException why) throws IOException {
        if (closed) {
            throw why;
        }
        if (channel.equals(unusable)) {
            channel = FileChannel.open(path, mode);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        channel.close();
    }
}
