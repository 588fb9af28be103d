package io.sluice.spark.hadoop;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.hadoop.fs.FSDataOutputStream;

/** A file that grows, on a file system that can say when bytes are safe. */
final class SyncedFile implements HadoopFile {
    private final FSDataOutputStream out;
    private final Fence fence;
    private volatile long length;

    /** @param length what it has when it is opened */
    SyncedFile(FSDataOutputStream out, long length, Fence fence) {
        this.out = out;
        this.length = length;
        this.fence = fence;
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread appends
    public void append(ByteBuffer... content) throws IOException {
        Steadily.run(() -> {
            for (ByteBuffer part : content) {
                int bytes = part.remaining();
                Disk.write(part, out);
                length += bytes;
            }
        });
    }

    @Override
    public void show() throws IOException {
        Steadily.run(out::hflush);
    }

    @Override
    public void force() throws IOException {
        Steadily.run(() -> {
            fence.requireHeld();
            out.hsync();
        });
    }

    @Override
    public void close() throws IOException {
        Steadily.run(out::close);
    }
}
