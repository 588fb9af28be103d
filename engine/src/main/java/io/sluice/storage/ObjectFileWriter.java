package io.sluice.storage;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * Writes records to an object file. Call {@link #finish} after the last one; a file without its end is read as damaged.
 * Confined to one task. The format, version 1, with integers in big-endian order:
 *
 * <pre>
 * file    = header frame* end
 * header  = "SLUOBJ" version:u16
 * frame   = length:i32 crc:i32 payload          length = bytes of the payload, at least 1
 * payload = (size:i32 bytes)*                   one for each record, as its codec wrote it
 * end     = -1:i32 crc:i32 records:i64          records = how many there are in all frames
 * </pre>
 *
 * {@code crc} is the CRC32C of everything else in its frame or end, the length included. A frame is closed when it has 64
 * KiB, so that a checksum and a read cover many small records.
 */
public final class ObjectFileWriter {
    static final byte[] MAGIC = {'S', 'L', 'U', 'O', 'B', 'J'};
    static final short VERSION = 1;
    static final int HEADER_BYTES = MAGIC.length + Short.BYTES;
    static final int PREFIX_BYTES = 2 * Integer.BYTES;
    static final int END = -1;

    private static final int FRAME_BYTES = 64 << 10;

    private final PartFile part;
    private final ObjectCodec codec;
    private byte[] payload = new byte[FRAME_BYTES];
    private int length;
    private long records;
    private boolean finished;

    /** Begins an object file in {@code part}, which the caller commits. */
    public ObjectFileWriter(PartFile part, ObjectCodec codec) {
        this.part = part;
        this.codec = codec;
        part.write(
                ByteBuffer.allocate(HEADER_BYTES).put(MAGIC).putShort(VERSION).array(), 0, HEADER_BYTES);
    }

    /** Writes a record. */
    public void write(Object record) {
        if (finished) {
            throw new IllegalStateException("the object file is finished");
        }
        byte[] bytes = codec.encode(record);
        long needed = (long) length + Integer.BYTES + bytes.length;
        if (needed > FRAME_BYTES && length > 0) {
            writeFrame();
            needed = (long) Integer.BYTES + bytes.length;
        }
        if (needed > payload.length) {
            payload = new byte[Math.toIntExact(needed)];
        }
        ByteBuffer.wrap(payload, length, (int) needed - length)
                .putInt(bytes.length)
                .put(bytes);
        length = (int) needed;
        records++;
    }

    /** Writes what is left, and the end. */
    public void finish() {
        if (finished) {
            return;
        }
        finished = true;
        if (length > 0) {
            writeFrame();
        }
        byte[] count = ByteBuffer.allocate(Long.BYTES).putLong(records).array();
        writePrefix(END, count, Long.BYTES);
        part.write(count, 0, Long.BYTES);
    }

    private void writeFrame() {
        writePrefix(length, payload, length);
        part.write(payload, 0, length);
        length = 0;
        if (payload.length > FRAME_BYTES) {
            payload = new byte[FRAME_BYTES];
        }
    }

    private void writePrefix(int frameLength, byte[] bytes, int count) {
        byte[] prefix = ByteBuffer.allocate(PREFIX_BYTES)
                .putInt(frameLength)
                .putInt(checksum(frameLength, bytes, count))
                .array();
        part.write(prefix, 0, PREFIX_BYTES);
    }

    static int checksum(int frameLength, byte[] bytes, int count) {
        CRC32C crc = new CRC32C();
        crc.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, frameLength));
        crc.update(bytes, 0, count);
        return (int) crc.getValue();
    }

    static boolean hasMagic(byte[] header) {
        return Arrays.equals(header, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
    }
}
