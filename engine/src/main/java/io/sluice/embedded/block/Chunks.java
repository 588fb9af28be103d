package io.sluice.embedded.block;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongConsumer;

/** Bytes in arrays that need not lie together: small at first, then larger. Confined while written, immutable when closed. */
final class Chunks extends OutputStream {
    private static final int FIRST = 512;
    private static final int LARGEST = 64 * 1024;

    private final List<byte[]> full = new ArrayList<>();
    private final LongConsumer allocated;
    private byte[] last = new byte[FIRST];
    private int filled;
    private long fullBytes;

    /**
     * No bytes yet.
     *
     * @param allocated told how many bytes there is room for when that changes
     */
    Chunks(LongConsumer allocated) {
        this.allocated = allocated;
    }

    @Override
    public void write(int b) {
        if (filled == last.length) {
            nextChunk();
        }
        last[filled++] = (byte) b;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        int from = offset;
        int until = offset + length;
        while (from < until) {
            if (filled == last.length) {
                nextChunk();
            }
            int part = Math.min(until - from, last.length - filled);
            System.arraycopy(bytes, from, last, filled, part);
            filled += part;
            from += part;
        }
    }

    private void nextChunk() {
        full.add(last);
        fullBytes += last.length;
        last = new byte[Math.min(LARGEST, 2 * last.length)];
        filled = 0;
        allocated.accept(fullBytes + last.length);
    }

    /** Gives back room not used, and answers how many bytes there are. */
    long trim() {
        last = Arrays.copyOf(last, filled);
        return fullBytes + filled;
    }

    void writeTo(OutputStream out) throws IOException {
        for (byte[] chunk : full) {
            out.write(chunk);
        }
        out.write(last, 0, filled);
    }

    /** The bytes from the first one on. */
    InputStream input() {
        return new Input();
    }

    private final class Input extends InputStream {
        private int chunk = -1;
        private byte[] bytes = {};
        private int next;
        private int length;

        @Override
        public int read() {
            return advance() ? bytes[next++] & 0xff : -1;
        }

        @Override
        public int read(byte[] into, int offset, int wanted) {
            if (wanted == 0) {
                return 0;
            }
            if (!advance()) {
                return -1;
            }
            int part = Math.min(wanted, length - next);
            System.arraycopy(bytes, next, into, offset, part);
            next += part;
            return part;
        }

        /** Whether there is a byte to read, in the next chunk if need be. */
        private boolean advance() {
            while (next == length) {
                if (chunk == full.size()) {
                    return false;
                }
                chunk++;
                boolean isLast = chunk == full.size();
                bytes = isLast ? last : full.get(chunk);
                length = isLast ? filled : bytes.length;
                next = 0;
            }
            return true;
        }
    }
}
