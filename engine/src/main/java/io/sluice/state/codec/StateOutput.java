package io.sluice.state.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Bytes in memory, for encoding. Whole numbers are written seven bits at a time, lowest first, signed ones folded so that small
 * negative numbers are short as well (zigzag). A String is its length and its characters: one byte each if all are below 256,
 * else one such number each, and the length says which. Confined.
 */
public final class StateOutput {
    private static final int LONGEST_NUMBER = 10;
    private static final int CHARS_BEFORE_SECOND = 7;
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private byte[] bytes;
    private int size;

    public StateOutput(int capacity) {
        bytes = new byte[capacity];
    }

    public int size() {
        return size;
    }

    /** Forgets what was written, from a size on. */
    public void cutTo(int earlierSize) {
        size = earlierSize;
    }

    /** What was written; valid until more is. */
    public ByteBuffer content() {
        return ByteBuffer.wrap(bytes, 0, size);
    }

    /** What was written, for one who keeps it. */
    public byte[] copy() {
        return Arrays.copyOf(bytes, size);
    }

    private void ensure(int more) {
        if (bytes.length - size < more) {
            long wanted = Math.max((long) size + more, bytes.length * 2L);
            if (wanted > Integer.MAX_VALUE - 8) {
                wanted = Math.max((long) size + more, Integer.MAX_VALUE - 8L);
            }
            bytes = Arrays.copyOf(bytes, Math.toIntExact(wanted));
        }
    }

    public void putByte(int value) {
        ensure(1);
        bytes[size++] = (byte) value;
    }

    /** Four bytes, highest first. */
    public void putInt(int value) {
        ensure(Integer.BYTES);
        setInt(size, value);
        size += Integer.BYTES;
    }

    /** Writes over four bytes that were written before. */
    public void setInt(int at, int value) {
        bytes[at] = (byte) (value >>> 24);
        bytes[at + 1] = (byte) (value >>> 16);
        bytes[at + 2] = (byte) (value >>> 8);
        bytes[at + 3] = (byte) value;
    }

    /** Eight bytes, highest first. */
    public void putLong(long value) {
        putInt((int) (value >>> 32));
        putInt((int) value);
    }

    public void putSigned(long value) {
        putUnsigned((value << 1) ^ (value >> 63));
    }

    public void putUnsigned(long value) {
        ensure(LONGEST_NUMBER);
        putUnsignedIntoRoom(value);
    }

    private void putUnsignedIntoRoom(long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    public void putBytes(byte[] value) {
        ensure(value.length);
        System.arraycopy(value, 0, bytes, size, value.length);
        size += value.length;
    }

    public void putString(String text) {
        int length = text.length();
        ensure(LONGEST_NUMBER + length);
        int start = size;
        putUnsignedIntoRoom((long) length << 1);
        byte[] to = bytes;
        int at = size;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c > 0xFF) {
                size = start;
                putWide(text);
                return;
            }
            to[at++] = (byte) c;
        }
        size = at;
    }

    /**
     * Writes a String of at most 15 characters below 256, as {@link #putString} does.
     *
     * @param first its first 7 characters, from the highest byte on
     * @param second the others, from the highest byte on
     */
    public void putLatin1(int length, long first, long second) {
        ensure(1 + 2 * Long.BYTES);
        bytes[size++] = (byte) (length << 1);
        LONGS.set(bytes, size, first);
        LONGS.set(bytes, size + CHARS_BEFORE_SECOND, second);
        size += length;
    }

    private void putWide(String text) {
        putUnsigned(((long) text.length() << 1) | 1);
        for (int i = 0; i < text.length(); i++) {
            putUnsigned(text.charAt(i));
        }
    }
}
