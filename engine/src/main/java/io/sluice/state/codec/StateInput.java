package io.sluice.state.codec;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads what a {@link StateOutput} wrote; never beyond its end, whatever the bytes are. Confined. */
public final class StateInput {
    private byte[] bytes = {};
    private int at;
    private int end;

    /** Reads this from now on; not copied if it lies in an array. */
    public StateInput over(ByteBuffer content) {
        if (content.hasArray()) {
            bytes = content.array();
            at = content.arrayOffset() + content.position();
            end = at + content.remaining();
        } else {
            bytes = new byte[content.remaining()];
            content.duplicate().get(bytes);
            at = 0;
            end = bytes.length;
        }
        return this;
    }

    public boolean hasMore() {
        return at < end;
    }

    private int take(int count) throws IOException {
        if (count < 0 || end - at < count) {
            throw new EOFException("%d bytes are wanted and %d are left".formatted(count, end - at));
        }
        int start = at;
        at += count;
        return start;
    }

    public int getByte() throws IOException {
        return bytes[take(1)];
    }

    public int getInt() throws IOException {
        int start = take(Integer.BYTES);
        return (bytes[start] << 24)
                | ((bytes[start + 1] & 0xFF) << 16)
                | ((bytes[start + 2] & 0xFF) << 8)
                | (bytes[start + 3] & 0xFF);
    }

    public long getLong() throws IOException {
        return ((long) getInt() << 32) | (getInt() & 0xFFFF_FFFFL);
    }

    public long getSigned() throws IOException {
        long folded = getUnsigned();
        return (folded >>> 1) ^ -(folded & 1);
    }

    public long getUnsigned() throws IOException {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte part = bytes[take(1)];
            value |= (part & 0x7FL) << shift;
            if (part >= 0) {
                return value;
            }
        }
        throw new IOException("a number is longer than any can be");
    }

    /** A number of things to follow, each of which takes at least one byte, so that no damage can ask for endless room. */
    public int getCount() throws IOException {
        long count = getUnsigned();
        if (count < 0 || count > end - at) {
            throw new IOException("%d things are announced and %d bytes are left".formatted(count, end - at));
        }
        return (int) count;
    }

    public byte[] getBytes(int length) throws IOException {
        int start = take(length);
        return Arrays.copyOfRange(bytes, start, start + length);
    }

    public String getString() throws IOException {
        long head = getUnsigned();
        long length = head >>> 1;
        if (length > end - at) {
            throw new EOFException(
                    "a text of %d characters is announced and %d bytes are left".formatted(length, end - at));
        }
        if ((head & 1) == 0) {
            return new String(bytes, take((int) length), (int) length, StandardCharsets.ISO_8859_1);
        }
        char[] wide = new char[(int) length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = (char) getUnsigned();
        }
        return new String(wide);
    }
}
