package io.sluice.streaming.receiver;

import io.sluice.SluiceConf;
import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;
import io.sluice.storage.log.LogStorage;
import io.sluice.streaming.source.InputReports;
import io.sluice.time.StreamClock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collection;
import java.util.TreeMap;

/**
 * The blocks of one receiver on the disk, from when they are cut until no batch needs them. It is opened when the checkpoint is
 * known. One thread at a time appends; otherwise thread-safe.
 */
final class ReceivedLog<T> implements BlockKeeper<T> {
    private final String source;
    private final ReceivedLogSettings settings;
    private final SluiceConf conf;
    private final StreamClock clock;
    private final InputReports reports;
    private volatile BlockLog log; // null until opened
    private long lastTime;
    private long newest = -1;

    ReceivedLog(String source, ReceivedLogSettings settings, SluiceConf conf, StreamClock clock, InputReports reports) {
        this.source = source;
        this.settings = settings;
        this.conf = conf;
        this.clock = clock;
        this.reports = reports;
    }

    /**
     * Opens it.
     *
     * @param firstUnplanned the number of the first block that no batch has
     * @return the blocks that no batch has, in order
     * @throws StreamException {@code CHECKPOINT_CORRUPT} if the last block that a batch has is not there: its file is never
     *     dropped, and blocks behind it, which a sender was told are safe, are then gone too
     */
    Collection<LoggedBlock<T>> open(LogStorage storage, long firstUnplanned) {
        TreeMap<Long, LoggedBlock<T>> unplanned = new TreeMap<>();
        BlockLog.Visitor visitor = (handle, frame) -> {
            BlockFrames.Head head = BlockFrames.head(frame);
            newest = Math.max(newest, head.number());
            if (head.number() >= firstUnplanned) {
                BlockId id = new BlockId(source, head.number());
                unplanned.put(head.number(), new LoggedBlock<>(id, head.records(), head.time(), handle, this));
                lastTime = Math.max(lastTime, head.time());
            }
        };
        if (settings.className().isEmpty()) {
            log = new SegmentBlockLog(storage, settings, visitor);
            requireWhole(storage, firstUnplanned);
        } else {
            CustomBlockLog custom = CustomBlockLog.make(settings, conf, storage.location());
            custom.replay(visitor, frame -> BlockFrames.head(frame).number() >= firstUnplanned);
            log = custom;
        }
        return unplanned.values();
    }

    private void requireWhole(LogStorage storage, long firstUnplanned) {
        if (newest < firstUnplanned - 1) {
            log.close();
            throw ReceiverErrors.blocksGone(source, storage.location(), firstUnplanned - 1, newest);
        }
    }

    @Override
    public boolean isOpen() {
        return log != null;
    }

    /** Writes a block that has its id; it is durable after {@link #force}. */
    @Override
    public LoggedBlock<T> keep(Block<T> block, BlockFrames.Content content) {
        long time = Math.max(lastTime, clock.millis());
        lastTime = time;
        return new LoggedBlock<>(block, time, log.append(time, BlockFrames.frame(block, content, time)), this);
    }

    /** Returns when all that was written before the call is durable. */
    @Override
    public void force() {
        long began = clock.nanoTime();
        log.force();
        Duration took = Duration.ofNanos(clock.nanoTime() - began);
        if (took.compareTo(settings.slowAfter()) > 0) {
            reports.error(
                    "writing to the log of received blocks took %d ms".formatted(took.toMillis()),
                    ReceiverErrors.slowLog(source, took));
        }
    }

    /** The content of a block that is not on the heap any more. */
    Block<T> read(LoggedBlock<T> block) {
        ByteBuffer frame = log.read(block.handle());
        try {
            Block<T> found = BlockFrames.decode(source, frame);
            if (found.id().number() == block.id().number()) {
                return found;
            }
            throw wrong(block, "%s stands there".formatted(found.id()), null);
        } catch (IOException undecodable) {
            throw wrong(block, undecodable.getMessage(), undecodable);
        }
    }

    private static StreamException wrong(LoggedBlock<?> block, String what, Throwable cause) {
        return new StreamException(
                ErrorCode.CHECKPOINT_CORRUPT,
                "%s is not where the log of received blocks should have it (%s): %s."
                        .formatted(block.id(), block.handle(), what),
                "Restore the checkpoint directory from a copy, or start anew with another one.",
                cause);
    }

    @Override
    public void reportLost(StreamException why) {
        reports.error("a block was not stored: " + why.problem(), why);
    }

    @Override
    public void reportLost(Sifted<T> sifted, Block<T> block) {
        reports.error(sifted.told(block), sifted.why());
    }

    @Override
    public void reportFailed(StreamException why) {
        reports.error("the log of received blocks failed: " + why.problem(), why);
    }

    /** What was written before a block may go. */
    void dropBefore(LoggedBlock<T> oldestNeeded) {
        log.dropBefore(oldestNeeded.handle(), oldestNeeded.time());
    }

    /** Takes nothing more; blocks are still read. */
    @Override
    public void close() {
        if (log != null) {
            log.close();
        }
    }
}
