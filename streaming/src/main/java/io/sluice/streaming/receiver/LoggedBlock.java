package io.sluice.streaming.receiver;

import io.sluice.TaskContext;
import io.sluice.operator.Records;

/**
 * A block that is in a log, and on the heap too until the batch it was received for is done. Who reads it later, such as a
 * window or a batch that is run again, reads the log. Thread-safe.
 */
final class LoggedBlock<T> implements Block<T> {
    private final BlockId id;
    private final long records;
    private final long time;
    private final WriteAheadLogRecordHandle handle;
    private final transient ReceivedLog<T> log;
    private transient volatile Block<T> onHeap; // null when it is in the log only

    /** A block that is in the log only. */
    LoggedBlock(BlockId id, long records, long time, WriteAheadLogRecordHandle handle, ReceivedLog<T> log) {
        this.id = id;
        this.records = records;
        this.time = time;
        this.handle = handle;
        this.log = log;
    }

    /** A block that was just written. */
    LoggedBlock(Block<T> onHeap, long time, WriteAheadLogRecordHandle handle, ReceivedLog<T> log) {
        this(onHeap.id(), onHeap.records(), time, handle, log);
        this.onHeap = onHeap;
    }

    @Override
    public BlockId id() {
        return id;
    }

    @Override
    public long records() {
        return records;
    }

    @Override
    public long bytes() {
        Block<T> held = onHeap;
        return held == null ? 0 : held.bytes();
    }

    /** When it was written, in milliseconds. */
    long time() {
        return time;
    }

    WriteAheadLogRecordHandle handle() {
        return handle;
    }

    /** Keeps it in the log only. */
    void release() {
        onHeap = null;
    }

    @Override
    public Records<T> read(TaskContext task) throws Exception {
        return content().read(task);
    }

    private Block<T> content() {
        Block<T> held = onHeap;
        return held == null ? log.read(this) : held;
    }

    /** A task that is sent away takes the records with it. */
    private Object writeReplace() {
        return content();
    }
}
