package io.sluice.embedded.shuffle;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * Cuts a stream into compressed blocks of at most {@value #BLOCK} bytes. A block is three ints, big-endian (stored length,
 * raw length, CRC32C of the stored bytes), and the stored bytes: zstd, or raw if the two lengths are equal. Spill files do
 * not outlive the process that wrote them, so there is no version. Confined.
 */
public final class BlockOutput extends OutputStream {
    static final int BLOCK = 32 * 1024;
    static final int HEADER = 3 * Integer.BYTES;

    private final OutputStream out;
    private final byte[] raw = new byte[BLOCK];
    private final ByteBuffer header = ByteBuffer.allocate(HEADER);
    private final CRC32C crc = new CRC32C();
    private final Compression compression = new Compression();
    private int filled;
    private long written;
    private boolean closed;

    public BlockOutput(OutputStream out) {
        this.out = out;
    }

    /** The bytes that have gone to the stream below. */
    public long written() {
        return written;
    }

    @Override
    public void write(int b) throws IOException {
        if (filled == BLOCK) {
            endBlock();
        }
        raw[filled++] = (byte) b;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int from = offset;
        int left = length;
        while (left > 0) {
            if (filled == BLOCK) {
                endBlock();
            }
            int part = Math.min(left, BLOCK - filled);
            System.arraycopy(bytes, from, raw, filled, part);
            filled += part;
            from += part;
            left -= part;
        }
    }

    /** Writes what is buffered as a block, if anything is. */
    public void endBlock() throws IOException {
        if (filled == 0) {
            return;
        }
        int stored = compression.compress(raw, filled);
        byte[] bytes = stored < filled ? compression.compressed() : raw;
        int length = Math.min(stored, filled);
        crc.reset();
        crc.update(bytes, 0, length);
        header.clear().putInt(length).putInt(filled).putInt((int) crc.getValue());
        out.write(header.array());
        out.write(bytes, 0, length);
        written += HEADER + length;
        filled = 0;
    }

    /** Does nothing: a block is written when it is full, or ended. */
    @Override
    public void flush() {}

    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            try (out) {
                endBlock();
            }
        }
    }
}
