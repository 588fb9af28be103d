package io.sluice.storage.log;

import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.zip.CRC32C;

/**
 * The bytes of a segment. Numbers have their highest byte first; checksums are CRC32C.
 *
 * <pre>
 * file    = header frame*              named by the segment's number: 0000000000000017.seg
 * header  = magic        4 bytes       "SLSG"
 *           version      int           1
 *           segment      long          the number in the name
 *           check        int           checksum of the 16 bytes before
 * frame   = length       int           of the content, 0 or more
 *           place check  int           checksum of segment (long), offset of the frame (long), length (int)
 *           check        int           checksum of the content
 *           content      length bytes
 * </pre>
 *
 * The check of the length by itself, before the content, tells a frame that a crash left half written from a damaged one: a
 * right length that reaches beyond the end of the file was cut off, a wrong length never was right. That it covers the place
 * finds frames that were moved or belong to an earlier file of that name.
 */
final class SegmentFormat {
    static final int VERSION = 1;
    static final int HEADER_BYTES = 20;
    static final int FRAME_BYTES = 12;
    static final int MOST_CONTENT = Integer.MAX_VALUE - 64;

    private static final int MAGIC = 0x534C5347;
    private static final int CHECKED_HEADER_BYTES = 16;
    private static final int PLACE_BYTES = Long.BYTES + Long.BYTES + Integer.BYTES;
    private static final String SUFFIX = ".seg";
    private static final int DIGITS = 16;

    private SegmentFormat() {}

    static String name(long segment) {
        return String.format(Locale.ROOT, "%016d%s", segment, SUFFIX);
    }

    /** The number in a segment's name; none if it is no such name. */
    static OptionalLong number(String name) {
        boolean named = name.length() == DIGITS + SUFFIX.length()
                && name.endsWith(SUFFIX)
                && name.chars().limit(DIGITS).allMatch(c -> c >= '0' && c <= '9');
        return named ? OptionalLong.of(Long.parseLong(name.substring(0, DIGITS))) : OptionalLong.empty();
    }

    static void putHeader(ByteBuffer into, long segment) {
        int start = into.position();
        into.putInt(MAGIC).putInt(VERSION).putLong(segment);
        into.putInt(check(into.array(), into.arrayOffset() + start, CHECKED_HEADER_BYTES));
    }

    static boolean isHeader(byte[] header) {
        ByteBuffer in = ByteBuffer.wrap(header);
        return in.getInt(0) == MAGIC && in.getInt(CHECKED_HEADER_BYTES) == check(header, 0, CHECKED_HEADER_BYTES);
    }

    static int headerVersion(byte[] header) {
        return ByteBuffer.wrap(header).getInt(Integer.BYTES);
    }

    static long headerSegment(byte[] header) {
        return ByteBuffer.wrap(header).getLong(2 * Integer.BYTES);
    }

    /** The checksum of a frame's length and place. */
    static int placeCheck(long segment, long offset, int length) {
        byte[] place = new byte[PLACE_BYTES];
        ByteBuffer.wrap(place).putLong(segment).putLong(offset).putInt(length);
        return check(place, 0, PLACE_BYTES);
    }

    /** The checksum of what remains in the buffers, which stay as they are. */
    static int contentCheck(ByteBuffer... content) {
        CRC32C crc = new CRC32C();
        for (ByteBuffer part : content) {
            int start = part.position();
            crc.update(part);
            part.position(start);
        }
        return (int) crc.getValue();
    }

    private static int check(byte[] bytes, int from, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, from, length);
        return (int) crc.getValue();
    }
}
