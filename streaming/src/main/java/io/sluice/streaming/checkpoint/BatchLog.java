package io.sluice.streaming.checkpoint;

import io.sluice.error.StreamException;
import io.sluice.storage.log.Findings;
import io.sluice.storage.log.LogStorage;
import io.sluice.storage.log.Position;
import io.sluice.storage.log.SegmentLog;
import io.sluice.storage.log.SegmentSettings;
import io.sluice.streaming.Time;
import io.sluice.streaming.checkpoint.BatchFrame.Base;
import io.sluice.streaming.checkpoint.BatchFrame.Committed;
import io.sluice.streaming.checkpoint.BatchFrame.Outcome;
import io.sluice.streaming.checkpoint.BatchFrame.Planned;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;

/**
 * What every batch reads, written before it runs, and that it is over, written after: a batch found only in the first state
 * is run again with the same input. Each segment begins with a frame that repeats what is still needed of those before,
 * which are then dropped, so that the log is as long as windows and waiting batches want it, and not as the program's life.
 * The format is {@link BatchFrames}'. Thread-safe.
 */
public final class BatchLog implements AutoCloseable {
    private static final long LEAST_BEFORE_BASE = 1 << 20;

    private final LogStorage storage;
    private final SegmentLog log;
    private final RunningHistory history = new RunningHistory();
    private long sinceBase;
    private long baseBytes;

    private BatchLog(LogStorage storage) {
        this.storage = storage;
        this.log =
                SegmentLog.open(storage, SegmentSettings.DEFAULT, (position, frame) -> apply(storage, history, frame));
    }

    /** Opens the log in a directory, or begins one. The caller has the directory's lock. */
    static BatchLog open(LogStorage storage) {
        return new BatchLog(storage);
    }

    /** Reads a log that somebody else may be writing. */
    static RunningHistory read(LogStorage storage) {
        RunningHistory history = new RunningHistory();
        Findings findings = SegmentLog.scan(storage, (position, frame) -> apply(storage, history, frame));
        for (StreamException damage : findings.damage()) {
            throw damage;
        }
        return history;
    }

    private static void apply(LogStorage storage, RunningHistory history, ByteBuffer bytes) throws IOException {
        BatchFrame frame;
        try {
            frame = BatchFrames.decode(bytes);
        } catch (BatchFrames.NewerFormatException newer) {
            throw CheckpointErrors.newerFormat(storage.location(), newer);
        } catch (RuntimeException wrong) {
            throw new IOException("its content makes no sense: " + wrong, wrong);
        }
        if (history.isEmpty() && !(frame instanceof Base)) {
            throw CheckpointErrors.beginningGone(storage.location());
        }
        history.apply(frame);
    }

    RunningHistory history() {
        return history;
    }

    /** Begins a segment with all that is needed, and drops those before. Returns when it is durable. */
    synchronized void begin(History base) {
        log.roll();
        ByteBuffer frame = BatchFrames.encode(new Base(base));
        baseBytes = frame.remaining();
        sinceBase = 0;
        Position position = log.append(frame);
        history.apply(new Base(base));
        log.force();
        log.dropBefore(position.segment());
    }

    /** Whether it is time to {@link #begin} again. */
    synchronized boolean isLong() {
        return sinceBase > Math.max(LEAST_BEFORE_BASE, 2 * baseBytes);
    }

    /** Notes what a batch reads; durable after {@link #force}. */
    synchronized void planned(Time time, Map<String, byte[]> inputs) {
        append(new Planned(time, inputs));
    }

    /** Notes that a batch is over; durable after {@link #force}. */
    synchronized void committed(
            Time time, Outcome outcome, List<String> outputs, Map<String, long[]> states, Map<String, Double> rates) {
        append(new Committed(time, outcome, outputs, states, rates));
    }

    private void append(BatchFrame frame) {
        ByteBuffer bytes = BatchFrames.encode(frame);
        sinceBase += bytes.remaining();
        log.append(bytes);
        history.apply(frame);
    }

    /** Returns when everything noted before is durable. */
    void force() {
        log.force();
    }

    @Override
    public void close() {
        log.close();
    }

    @Override
    public String toString() {
        return storage.location();
    }
}
