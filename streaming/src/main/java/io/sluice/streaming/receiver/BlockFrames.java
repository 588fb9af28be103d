package io.sluice.streaming.receiver;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * How blocks are written to a log. Numbers have their highest byte first; the checksum is the log's.
 *
 * <pre>
 * frame = version   byte     1
 *         kind      byte     1 text, 2 objects
 *         number    long     of the block
 *         records   long     how many there are, -1 if nobody knows
 *         time      long     when the block was cut, in milliseconds
 *         content            text: lines, each with its line feed; objects: the format of {@link RawBlocks}
 * </pre>
 */
final class BlockFrames {
    private static final byte VERSION = 1;
    private static final byte TEXT = 1;
    private static final byte OBJECTS = 2;
    private static final int HEAD_BYTES = 2 + 3 * Long.BYTES;

    private BlockFrames() {}

    /** What stands before the content. */
    record Head(byte kind, long number, long records, long time) {}

    /** A block's content, as it is written. */
    record Content(byte kind, List<ByteBuffer> parts) {}

    /**
     * Encodes what a block holds.
     *
     * @throws io.sluice.error.StreamException {@code RECORD_NOT_SERIALIZABLE}
     */
    static Content encode(Block<?> block) {
        if (block instanceof TextBlock text) {
            return new Content(TEXT, text.parts());
        }
        byte[] encoded = block instanceof EncodedBlock<?> already ? already.encoded() : encode((RecordBlock<?>) block);
        return new Content(OBJECTS, List.of(ByteBuffer.wrap(encoded)));
    }

    private static byte[] encode(RecordBlock<?> block) {
        try {
            return RawBlocks.encode(block);
        } catch (IOException impossible) {
            throw new IllegalStateException("an array refused bytes", impossible);
        }
    }

    /** The buffers to write for a block. */
    static ByteBuffer[] frame(Block<?> block, Content content, long time) {
        ByteBuffer head = ByteBuffer.allocate(HEAD_BYTES);
        head.put(VERSION).put(content.kind());
        head.putLong(block.id().number()).putLong(block.records()).putLong(time);
        ByteBuffer[] frame = new ByteBuffer[1 + content.parts().size()];
        frame[0] = head.flip();
        for (int i = 1; i < frame.length; i++) {
            frame[i] = content.parts().get(i - 1);
        }
        return frame;
    }

    /** Reads the head, and leaves the content. */
    static Head head(ByteBuffer frame) throws IOException {
        if (frame.remaining() < HEAD_BYTES) {
            throw new IOException("a block has %d bytes, less than its head".formatted(frame.remaining()));
        }
        byte version = frame.get();
        byte kind = frame.get();
        if (version != VERSION || (kind != TEXT && kind != OBJECTS)) {
            throw new IOException("no block of a known kind: version %d, kind %d".formatted(version, kind));
        }
        return new Head(kind, frame.getLong(), frame.getLong(), frame.getLong());
    }

    /** The block in a frame that a log has given back. */
    @SuppressWarnings("unchecked") // what was a block of Ts is one again
    static <T> Block<T> decode(String source, ByteBuffer frame) throws IOException {
        Head head = head(frame);
        BlockId id = new BlockId(source, head.number());
        byte[] content = new byte[frame.remaining()];
        frame.get(content);
        if (head.kind() == OBJECTS) {
            return new EncodedBlock<>(id, content);
        }
        TextBlock.Piece all = new TextBlock.Piece(content, 0, content.length);
        return (Block<T>) new TextBlock(id, List.of(all), head.records(), content.length);
    }
}
