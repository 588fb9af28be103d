package io.sluice.streaming.receiver;

import io.sluice.serializer.RecordCodec;
import io.sluice.serializer.RecordCodecs;
import io.sluice.storage.log.Position;
import io.sluice.streaming.source.PlanCodec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes which blocks of the log belong to a batch.
 *
 * <pre>
 * plan   = version  byte     1
 *          next     long     the number of the first block that no batch has yet
 *          count    int      of blocks
 *          block*
 * block  = number   long
 *          records  long     -1 if nobody knows
 *          time     long     when it was written, in milliseconds
 *          handle
 * handle = 0 byte, segment long, offset long             in the segment log
 *        | 1 byte, length int, Java serialisation        in a log of the program's own
 * </pre>
 */
final class ReceivedPlanCodec<T> implements PlanCodec<ReceivedBlocks<T>> {
    private static final int VERSION = 1;
    private static final int IN_SEGMENTS = 0;
    private static final int IN_CUSTOM_LOG = 1;

    private final String source;
    private final ReceivedLog<T> log;

    ReceivedPlanCodec(String source, ReceivedLog<T> log) {
        this.source = source;
        this.log = log;
    }

    @Override
    public void write(ReceivedBlocks<T> plan, DataOutput out) throws IOException {
        out.writeByte(VERSION);
        out.writeLong(plan.next());
        out.writeInt(plan.blocks().size());
        for (Block<T> block : plan.blocks()) {
            LoggedBlock<T> logged = (LoggedBlock<T>) block;
            out.writeLong(logged.id().number());
            out.writeLong(logged.records());
            out.writeLong(logged.time());
            writeHandle(logged.handle(), out);
        }
    }

    private static void writeHandle(WriteAheadLogRecordHandle handle, DataOutput out) throws IOException {
        if (handle instanceof SegmentBlockLog.Handle segment) {
            out.writeByte(IN_SEGMENTS);
            out.writeLong(segment.position().segment());
            out.writeLong(segment.position().offset());
        } else {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (RecordCodec.Writer writer = codec().writer(bytes)) {
                writer.write(handle);
            }
            out.writeByte(IN_CUSTOM_LOG);
            out.writeInt(bytes.size());
            out.write(bytes.toByteArray());
        }
    }

    @Override
    public ReceivedBlocks<T> read(DataInput in) throws IOException {
        int version = in.readUnsignedByte();
        if (version != VERSION) {
            throw new IOException("a plan of received blocks has version %d, expected %d".formatted(version, VERSION));
        }
        long next = in.readLong();
        int count = in.readInt();
        List<Block<T>> blocks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            BlockId id = new BlockId(source, in.readLong());
            blocks.add(new LoggedBlock<>(id, in.readLong(), in.readLong(), readHandle(in), log));
        }
        return new ReceivedBlocks<>(blocks, next);
    }

    private static WriteAheadLogRecordHandle readHandle(DataInput in) throws IOException {
        int kind = in.readUnsignedByte();
        if (kind == IN_SEGMENTS) {
            return new SegmentBlockLog.Handle(new Position(in.readLong(), in.readLong()));
        }
        if (kind != IN_CUSTOM_LOG) {
            throw new IOException("a handle of a block has the unknown kind " + kind);
        }
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        try (RecordCodec.Reader reader = codec().reader(new ByteArrayInputStream(bytes))) {
            return (WriteAheadLogRecordHandle) reader.read();
        }
    }

    private static RecordCodec codec() {
        return RecordCodecs.java(Thread.currentThread().getContextClassLoader()).borrow();
    }
}
