package io.sluice.streaming.receiver;

import io.sluice.storage.log.Position;
import io.sluice.streaming.source.PlanCodec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Writes which blocks in the logs of a receiver's runs belong to a batch. Reads what {@link ReceivedPlanCodec} has written, too,
 * so that a program may move to a cluster; not the other way round.
 *
 * <pre>
 * plan   = version  byte     2
 *          next     long     the number of the first block that no batch has yet
 *          count    int      of blocks
 *          block*
 * block  = number   long
 *          records  long     -1 if nobody knows
 *          run      long     which run logged it
 *          segment  long
 *          offset   long
 * </pre>
 */
final class RemotePlanCodec<T> implements PlanCodec<ReceivedBlocks<T>> {
    private static final int VERSION = 2;
    private static final int OWN_VERSION = 1;

    private final String source;
    private final Supplier<RunLogs<T>> logs;

    /** @param logs known before a block is read */
    RemotePlanCodec(String source, Supplier<RunLogs<T>> logs) {
        this.source = source;
        this.logs = logs;
    }

    @Override
    public void write(ReceivedBlocks<T> plan, DataOutput out) throws IOException {
        out.writeByte(VERSION);
        out.writeLong(plan.next());
        out.writeInt(plan.blocks().size());
        for (Block<T> block : plan.blocks()) {
            RemoteBlock<T> remote = (RemoteBlock<T>) block;
            Position position = remote.logged().position();
            out.writeLong(remote.id().number());
            out.writeLong(remote.records());
            out.writeLong(remote.run());
            out.writeLong(position.segment());
            out.writeLong(position.offset());
        }
    }

    @Override
    public ReceivedBlocks<T> read(DataInput in) throws IOException {
        int version = in.readUnsignedByte();
        if (version != VERSION && version != OWN_VERSION) {
            throw new IOException(
                    "a plan of blocks received on executors has version %d, expected %d".formatted(version, VERSION));
        }
        long next = in.readLong();
        int count = in.readInt();
        List<Block<T>> blocks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            BlockId id = new BlockId(source, in.readLong());
            long records = in.readLong();
            long run = version == VERSION ? in.readLong() : ownRun(in);
            Position position = new Position(in.readLong(), in.readLong());
            LogPlace place = new LogPlace(() -> logs.get().directory(run), position);
            blocks.add(new RemoteBlock<>(id, records, 0, run, null, place));
        }
        return new ReceivedBlocks<>(blocks, next);
    }

    private static long ownRun(DataInput in) throws IOException {
        in.readLong(); // when it was written
        int kind = in.readUnsignedByte();
        if (kind != 0) {
            throw new IOException("a block is in a log of the program's own, which executors do not read");
        }
        return RunLogs.OWN;
    }
}
