package io.sluice.embedded.shuffle;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.zip.CRC32C;

/** Reads back a stretch of the blocks that {@link BlockOutput} wrote, and checks each. Confined. */
public final class BlockInput extends InputStream {
    /** About what a reader takes for its buffers. */
    static final long BYTES_WHILE_OPEN = 2L * BlockOutput.BLOCK;

    private final FileChannel channel;
    private final long end;
    private final ByteBuffer header = ByteBuffer.allocate(BlockOutput.HEADER);
    private final CRC32C crc = new CRC32C();
    private byte[] raw = {};
    private int rawLength;
    private int next;
    private long position;

    public BlockInput(FileChannel channel, long start, long end) {
        this.channel = channel;
        this.position = start;
        this.end = end;
    }

    @Override
    public int read() throws IOException {
        return next < rawLength || nextBlock() ? raw[next++] & 0xff : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (next == rawLength && !nextBlock()) {
            return -1;
        }
        int part = Math.min(length, rawLength - next);
        System.arraycopy(raw, next, into, offset, part);
        next += part;
        return part;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private boolean nextBlock() throws IOException {
        if (position == end) {
            return false;
        }
        fill(header.clear());
        header.flip();
        int storedLength = header.getInt();
        int length = header.getInt();
        int expected = header.getInt();
        if (length <= 0 || length > BlockOutput.BLOCK || storedLength <= 0 || storedLength > length) {
            throw new IOException(
                    "a damaged block before byte %d: %d bytes of %d".formatted(position, storedLength, length));
        }
        byte[] stored = new byte[storedLength];
        fill(ByteBuffer.wrap(stored));
        crc.reset();
        crc.update(stored, 0, storedLength);
        if ((int) crc.getValue() != expected) {
            throw new IOException("a damaged block before byte %d: its checksum is wrong".formatted(position));
        }
        if (storedLength == length) {
            raw = stored;
        } else {
            if (raw.length < length) {
                raw = new byte[length];
            }
            Compression.decompress(stored, storedLength, raw, length);
        }
        rawLength = length;
        next = 0;
        return true;
    }

    private void fill(ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            int read = channel.read(buffer, position);
            if (read < 0) {
                throw new EOFException("the file ends at byte %d, within a block".formatted(position));
            }
            position += read;
        }
    }
}
