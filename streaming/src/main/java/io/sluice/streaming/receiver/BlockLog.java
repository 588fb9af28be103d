package io.sluice.streaming.receiver;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Frames that outlive the process. One thread at a time appends; others force, read and clean meanwhile. Failures are {@link
 * io.sluice.error.StreamException}s.
 */
interface BlockLog {
    /**
     * Adds a frame, behind those that were added before.
     *
     * @param time in milliseconds, never less than before
     */
    WriteAheadLogRecordHandle append(long time, ByteBuffer... frame);

    /** Returns when all frames that were added before the call are durable. */
    void force();

    ByteBuffer read(WriteAheadLogRecordHandle handle);

    /** Whatever was added before a frame may be dropped. */
    void dropBefore(WriteAheadLogRecordHandle frame, long itsTime);

    /** Makes everything durable and takes nothing more; frames are still read. */
    void close();

    /** Sees frames at the start. */
    @FunctionalInterface
    interface Visitor {
        /** Sees a frame, which is valid until the call returns. */
        void visit(WriteAheadLogRecordHandle handle, ByteBuffer frame) throws IOException;
    }
}
