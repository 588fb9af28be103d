package io.sluice.storage.log;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The segment that a log appends to, and what of it is still in memory. There may be no file of it yet. Guarded by the lock of
 * its log, but for {@link #force}, during which other threads may append and must not take the file away.
 */
final class OpenSegment {
    private final LogStorage storage;
    private final SegmentSettings settings;
    private final ByteBuffer buffer;
    private LogStorage.AppendFile file; // null until something is appended
    private long number;
    private long end; // where the next frame goes, the bytes in the buffer counted

    OpenSegment(LogStorage storage, SegmentSettings settings) {
        this.storage = storage;
        this.settings = settings;
        this.buffer = ByteBuffer.allocate(settings.bufferBytes());
    }

    long number() {
        return number;
    }

    /** Where the next frame goes; 0 if there is no file yet. */
    long end() {
        return end;
    }

    boolean hasFile() {
        return file != null;
    }

    /** Whether a frame stands in a file at that place, or will when the buffer is written. */
    boolean isBuffered(long offset) {
        return offset >= end - buffer.position();
    }

    // ---- files

    /** The segment is that one, of which nothing is there. */
    void startAt(long newNumber) {
        number = newNumber;
        end = 0;
    }

    /** Begins the file of the segment. */
    void begin() throws IOException {
        file = storage.append(SegmentFormat.name(number));
        SegmentFormat.putHeader(buffer, number);
        end = SegmentFormat.HEADER_BYTES;
    }

    /** Goes on with a file. What was read of it counts from now on, so it must be durable, which whoever wrote it may not have seen. */
    void reopen(long length) throws IOException {
        file = storage.append(SegmentFormat.name(number));
        end = length;
        file.force();
    }

    /** Writes and forces what there is, and begins the next segment. */
    void next() throws IOException {
        write();
        file.force();
        letGo();
        number++;
        begin();
    }

    /** Cuts the file off. */
    void truncate(long length) throws IOException {
        storage.truncate(SegmentFormat.name(number), length);
        reopen(length);
    }

    /** Deletes the file; the segment is the one before, whose file is not open. */
    void deleteBack() throws IOException {
        storage.delete(SegmentFormat.name(number));
        number--;
    }

    /** Closes the file; what is in memory stays there. */
    void letGo() throws IOException {
        if (file != null) {
            LogStorage.AppendFile closing = file;
            file = null;
            closing.close();
        }
    }

    // ---- frames

    /** Whether a frame is to go to this segment: one that is larger than a segment may have one for itself. */
    boolean fits(long frame) {
        boolean isEmpty = end == SegmentFormat.HEADER_BYTES;
        return file != null && (isEmpty || end + frame <= settings.segmentBytes());
    }

    /** Appends a frame, which has been found to fit. */
    void put(int length, int check, ByteBuffer... content) throws IOException {
        if (SegmentFormat.FRAME_BYTES + (long) length > buffer.remaining()) {
            write();
        }
        buffer.putInt(length)
                .putInt(SegmentFormat.placeCheck(number, end, length))
                .putInt(check);
        if (length <= buffer.remaining()) {
            for (ByteBuffer part : content) {
                buffer.put(part);
            }
        } else {
            write();
            file.append(content);
        }
        end += SegmentFormat.FRAME_BYTES + (long) length;
    }

    /** Hands what is in memory to the file. */
    void write() throws IOException {
        if (buffer.position() > 0) {
            buffer.flip();
            file.append(buffer);
            buffer.clear();
        }
    }

    /** Makes what was written durable. */
    void force() throws IOException {
        file.force();
    }
}
