package io.sluice.streaming.receiver;

import io.sluice.storage.log.LogStorage;
import io.sluice.storage.log.Position;
import io.sluice.storage.log.SegmentLog;
import io.sluice.storage.log.SegmentSettings;
import java.nio.ByteBuffer;

/** Blocks in a segment log in the checkpoint directory. Thread-safe. */
final class SegmentBlockLog implements BlockLog {
    /** A new segment waits for the one before to be on the disk, so segments are long enough for that to be rare. */
    private static final SegmentSettings SEGMENTS = new SegmentSettings(256L << 20, 128 << 10);

    private final SegmentLog log;
    private final ReceivedLogSettings settings;
    private long segmentBegan = -1;
    private boolean closed;

    /** Where a frame is. */
    record Handle(Position position) implements WriteAheadLogRecordHandle {
        private static final long serialVersionUID = 1;
    }

    /** Opens the log, and shows what is in it. */
    SegmentBlockLog(LogStorage storage, ReceivedLogSettings settings, Visitor visitor) {
        this.settings = settings;
        this.log = SegmentLog.open(storage, SEGMENTS, (position, frame) -> visitor.visit(new Handle(position), frame));
    }

    @Override
    public synchronized Handle append(long time, ByteBuffer... frame) {
        if (segmentBegan < 0) {
            segmentBegan = time;
        } else if (time - segmentBegan >= settings.rollingInterval().toMillis()) {
            log.roll();
            segmentBegan = time;
        }
        return new Handle(log.append(frame));
    }

    @Override
    public void force() {
        log.force();
        if (settings.closeFileAfterWrite()) {
            log.roll();
        }
    }

    @Override
    public ByteBuffer read(WriteAheadLogRecordHandle handle) {
        return log.read(((Handle) handle).position());
    }

    @Override
    public synchronized void dropBefore(WriteAheadLogRecordHandle frame, long itsTime) {
        dropBefore(((Handle) frame).position().segment());
    }

    /** What is in segments before that one may be dropped. */
    synchronized void dropBefore(long segment) {
        if (!closed) {
            log.dropBefore(segment);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        log.close();
    }
}
