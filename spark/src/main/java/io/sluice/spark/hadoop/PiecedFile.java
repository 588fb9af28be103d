package io.sluice.spark.hadoop;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.hadoop.fs.Path;

/**
 * A file that grows, on a file system whose files do not: a force writes a {@link Piece}. A small last piece is written again
 * with what has come since, which costs an object store no more than a new one, and keeps pieces few. What was not forced is
 * in memory.
 */
final class PiecedFile implements HadoopFile {
    /** A piece that has as much is followed by another one. */
    private static final int FULL_BYTES = 256 << 10;

    /** What is kept in memory at most before it becomes a piece without being forced. */
    private static final int MOST_BYTES = 8 << 20;

    private final Disk disk;
    private final Path path;
    private final Fence fence;
    private final Object writing = new Object();

    // guarded by this
    private final ByteArrayOutputStream piece = new ByteArrayOutputStream();
    private long offset;
    private int stored = -1; // how much of the piece is stored; nothing, not even an empty one, at first

    /** @param offset where the next piece begins: behind those that are there */
    PiecedFile(Disk disk, Path path, long offset, Fence fence) {
        this.disk = disk;
        this.path = path;
        this.offset = offset;
        this.fence = fence;
    }

    /** A piece that is to be stored. */
    private record Grown(long offset, ByteBuffer content) {}

    @Override
    public synchronized long length() {
        return offset + piece.size();
    }

    @Override
    public void append(ByteBuffer... content) throws IOException {
        for (ByteBuffer part : content) {
            if (gather(part) >= MOST_BYTES) {
                force();
            }
        }
    }

    private synchronized int gather(ByteBuffer part) throws IOException {
        Disk.write(part, piece);
        return piece.size() - Math.max(stored, 0);
    }

    @Override
    public void show() throws IOException {
        force();
    }

    @Override
    public void force() throws IOException {
        Steadily.run(() -> {
            synchronized (writing) {
                Grown grown = grown();
                if (grown != null) {
                    fence.requireHeld();
                    int bytes = grown.content().remaining();
                    disk.put(Piece.path(path, grown.offset()), out -> Disk.write(grown.content(), out));
                    stored(bytes);
                }
            }
        });
    }

    /** Null if there is nothing new. */
    private synchronized Grown grown() {
        boolean exists = offset > 0 || stored >= 0;
        return exists && piece.size() == Math.max(stored, 0)
                ? null
                : new Grown(offset, ByteBuffer.wrap(piece.toByteArray()));
    }

    private synchronized void stored(int bytes) {
        stored = bytes;
        if (bytes >= FULL_BYTES) {
            byte[] all = piece.toByteArray();
            piece.reset();
            piece.writeBytes(Arrays.copyOfRange(all, bytes, all.length));
            offset += bytes;
            stored = 0;
        }
    }

    @Override
    public void close() throws IOException {
        force();
    }
}
