package io.sluice.storage.log;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Sees the frames of a {@link SegmentLog}, in the order in which they were appended. */
@FunctionalInterface
public interface FrameVisitor {
    /**
     * Sees a frame, whose checksum was right.
     *
     * @param content valid until the call returns
     * @throws IOException if the content makes no sense; it becomes {@code CHECKPOINT_CORRUPT} with the frame's place
     */
    void visit(Position position, ByteBuffer content) throws IOException;
}
