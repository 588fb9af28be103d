package io.sluice.storage.log;

import io.sluice.error.StreamException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Reads a segment from its beginning and checks every byte on the way. It tells a torn tail, the only trace that a crash
 * may leave, from damage:
 *
 * <ul>
 *   <li>torn: the file ends within a header or a frame; or a last frame has wrong content, or is only zeros, and nothing but
 *       zeros follows, as when a file system had noted the length and not yet the bytes;
 *   <li>damage: all else, in particular a wrong frame with anything behind it.
 * </ul>
 *
 * Confined to one thread.
 */
final class SegmentReader implements Closeable {
    private static final int BUFFER_BYTES = 256 << 10;

    private final LogStorage.ReadFile file;
    private final String path;
    private final long segment;
    private final long length;
    private ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES).limit(0);
    private long bufferOffset;
    private long frames;

    /** What is found where reading ends. */
    enum Kind {
        WHOLE,
        TORN,
        DAMAGED
    }

    /**
     * How reading ended.
     *
     * @param frames how many were right
     * @param offset behind the last of them
     * @param length of the file
     */
    record Ending(Kind kind, long frames, long offset, long length, String what) {}

    /** @param until where the frames end, if that is known; at most the length of the file counts */
    SegmentReader(LogStorage directory, long segment, long until) throws IOException {
        this.segment = segment;
        this.path = directory.location() + "/" + SegmentFormat.name(segment);
        this.file = directory.read(SegmentFormat.name(segment));
        this.length = Math.min(until, file.length());
    }

    String path() {
        return path;
    }

    /** Shows all frames up to the end, or up to the first that is not right. */
    Ending read(FrameVisitor visitor) throws IOException {
        Ending header = readHeader();
        if (header.kind() != Kind.WHOLE) {
            return header;
        }
        long offset = SegmentFormat.HEADER_BYTES;
        while (offset < length) {
            if (length - offset < SegmentFormat.FRAME_BYTES) {
                return torn(offset, "it ends within the head of a frame");
            }
            ByteBuffer head = load(offset, SegmentFormat.FRAME_BYTES);
            int content = head.getInt();
            int placeCheck = head.getInt();
            int contentCheck = head.getInt();
            long behind = offset + SegmentFormat.FRAME_BYTES;
            if (content < 0 || placeCheck != SegmentFormat.placeCheck(segment, offset, content)) {
                return onlyZeros(behind)
                        ? torn(offset, "nothing but zeros follows the head of a frame")
                        : damaged(offset, "the length of a frame does not match its checksum");
            }
            if (content > length - behind) {
                return torn(offset, "a frame has %d bytes of %d".formatted(length - behind, content));
            }
            ByteBuffer frame = load(behind, content);
            if (contentCheck != SegmentFormat.contentCheck(frame)) {
                return onlyZeros(behind + content)
                        ? torn(offset, "the last frame does not match its checksum")
                        : damaged(offset, "the content of a frame does not match its checksum");
            }
            visit(visitor, new Position(segment, offset), frame);
            frames++;
            offset = behind + content;
        }
        return new Ending(Kind.WHOLE, frames, offset, length, "");
    }

    private void visit(FrameVisitor visitor, Position position, ByteBuffer frame) {
        try {
            visitor.visit(position, frame.slice());
        } catch (IOException senseless) {
            String reason = senseless.getMessage() == null ? senseless.toString() : senseless.getMessage();
            throw LogErrors.corrupt(path, position.offset(), "a frame cannot be decoded: " + reason, senseless);
        }
    }

    private Ending readHeader() throws IOException {
        if (length < SegmentFormat.HEADER_BYTES) {
            return torn(0, "it ends within the header");
        }
        byte[] header = new byte[SegmentFormat.HEADER_BYTES];
        load(0, header.length).get(header);
        if (!SegmentFormat.isHeader(header)) {
            return onlyZeros(header.length)
                    ? torn(0, "there is no more than a header, and that is wrong")
                    : damaged(0, "the header does not match its checksum");
        }
        if (SegmentFormat.headerVersion(header) > SegmentFormat.VERSION) {
            throw tooNew(SegmentFormat.headerVersion(header));
        }
        return SegmentFormat.headerSegment(header) == segment
                ? new Ending(Kind.WHOLE, 0, header.length, length, "")
                : damaged(0, "it is segment " + SegmentFormat.headerSegment(header));
    }

    private StreamException tooNew(int version) {
        return LogErrors.tooNew(path, version, SegmentFormat.VERSION);
    }

    private Ending torn(long offset, String what) {
        return new Ending(Kind.TORN, frames, offset, length, what);
    }

    private Ending damaged(long offset, String what) {
        return new Ending(Kind.DAMAGED, frames, offset, length, what);
    }

    private boolean onlyZeros(long from) throws IOException {
        for (long offset = from; offset < length; ) {
            ByteBuffer some = load(offset, (int) Math.min(BUFFER_BYTES, length - offset));
            offset += some.remaining();
            while (some.hasRemaining()) {
                if (some.get() != 0) {
                    return false;
                }
            }
        }
        return true;
    }

    /** These bytes of the file, which are there. */
    private ByteBuffer load(long offset, int bytes) throws IOException {
        long available = bufferOffset + buffer.limit() - offset;
        if (available < bytes) {
            refill(offset, bytes);
        }
        int index = (int) (offset - bufferOffset);
        return buffer.duplicate().position(index).limit(index + bytes);
    }

    private void refill(long offset, int bytes) throws IOException {
        buffer.position((int) Math.min(buffer.limit(), offset - bufferOffset));
        if (bytes > buffer.capacity()) {
            buffer = ByteBuffer.allocate(bytes).put(buffer);
        } else {
            buffer.compact();
        }
        bufferOffset = offset;
        buffer.limit((int) Math.min(buffer.capacity(), length - offset));
        file.read(buffer, offset + buffer.position());
        if (buffer.position() < bytes) {
            throw new IOException("it became shorter while it was read");
        }
        buffer.flip();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
