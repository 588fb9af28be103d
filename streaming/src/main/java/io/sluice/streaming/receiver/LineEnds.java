package io.sluice.streaming.receiver;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Finds line feeds, eight bytes at a time. A byte of {@code word ^ FEEDS} is zero where the word has a line feed; the
 * arithmetic that marks zero bytes exactly, without a borrow from one byte to the next, is in Warren, Hacker's Delight, 6-1.
 */
final class LineEnds {
    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long FEEDS = 0x0A0A0A0A0A0A0A0AL;
    private static final long LOW_BITS = 0x7F7F7F7F7F7F7F7FL;

    private LineEnds() {}

    /** The high bit of each byte of the word that is a line feed. */
    private static long marks(byte[] bytes, int at) {
        long zeroWhereFeed = (long) WORD.get(bytes, at) ^ FEEDS;
        return ~(((zeroWhereFeed & LOW_BITS) + LOW_BITS) | zeroWhereFeed | LOW_BITS);
    }

    static int count(byte[] bytes, int from, int until) {
        int count = 0;
        int at = from;
        for (; at <= until - Long.BYTES; at += Long.BYTES) {
            count += Long.bitCount(marks(bytes, at));
        }
        for (; at < until; at++) {
            count += bytes[at] == '\n' ? 1 : 0;
        }
        return count;
    }

    /** Where the first line feed is, or {@code until}. */
    static int next(byte[] bytes, int from, int until) {
        int at = from;
        for (; at <= until - Long.BYTES; at += Long.BYTES) {
            long marks = marks(bytes, at);
            if (marks != 0) {
                return at + (Long.numberOfTrailingZeros(marks) >>> 3);
            }
        }
        while (at < until && bytes[at] != '\n') {
            at++;
        }
        return at;
    }

    /** Where the last line feed is, or {@code from - 1}. */
    static int last(byte[] bytes, int from, int until) {
        int at = until - 1;
        while (at >= from && bytes[at] != '\n') {
            at--;
        }
        return at;
    }

    /** Behind how many bytes after {@code from} the given number of lines ends; there are that many. */
    static int afterLines(byte[] bytes, int from, int until, long lines) {
        int at = from;
        for (long i = 0; i < lines; i++) {
            at = next(bytes, at, until) + 1;
        }
        return at;
    }
}
