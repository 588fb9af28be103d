package io.sluice.streaming.receiver;

import io.sluice.StorageLevel;
import io.sluice.engine.KeptBytes;
import io.sluice.engine.LongTask;
import io.sluice.error.StreamException;
import io.sluice.streaming.source.InputReports;
import io.sluice.time.StreamClock;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Stores blocks on the executor that receives them, in a log too if there is one, and tells the driver when they are safe.
 * Whoever waits for one block to be safe may find that another thread has stored it with its own.
 */
final class BlockCourier<T> implements BlockKeeper<T> {
    private final LongTask.Site site;
    private final StorageLevel level;
    private final Optional<RunLog> log;
    private final long run;
    private final ReceiveBudget budget;
    private final StreamClock clock;
    private final InputReports reports;
    private final Object sending = new Object();

    // guarded by this
    private List<Waiting> waiting = new ArrayList<>();
    private long lastTime;

    // guarded by sending
    private final List<RemoteBlock<?>> untold = new ArrayList<>();

    /** @param level how blocks are kept; one that is in a log is kept once */
    BlockCourier(
            LongTask.Site site,
            StorageLevel level,
            Optional<RunLog> log,
            long run,
            ReceiveBudget budget,
            StreamClock clock,
            InputReports reports) {
        this.site = site;
        this.level = log.isEmpty()
                ? level
                : new StorageLevel(level.useDisk(), level.useMemory(), level.useOffHeap(), false, 1);
        this.log = log;
        this.run = run;
        this.budget = budget;
        this.clock = clock;
        this.reports = reports;
    }

    /** @param logged null if there is no log */
    private record Waiting(Block<?> block, ByteBuffer frame, LogPlace logged) {}

    @Override
    public synchronized Block<T> keep(Block<T> block, BlockFrames.Content content) {
        lastTime = Math.max(lastTime, clock.millis());
        ByteBuffer frame = together(BlockFrames.frame(block, content, lastTime));
        LogPlace logged =
                log.map(open -> open.append(lastTime, frame.duplicate())).orElse(null);
        waiting.add(new Waiting(block, frame, logged));
        return block;
    }

    /** A copy: what was received lies in parts of larger arrays, which would be held with it. */
    private static ByteBuffer together(ByteBuffer... parts) {
        int length = 0;
        for (ByteBuffer part : parts) {
            length += part.remaining();
        }
        ByteBuffer together = ByteBuffer.allocate(length);
        for (ByteBuffer part : parts) {
            together.put(part);
        }
        return together.flip();
    }

    @Override
    public void force() {
        synchronized (sending) {
            List<Waiting> blocks = takeWaiting();
            log.ifPresent(RunLog::force);
            Optional<StreamException> refused = store(blocks);
            if (!untold.isEmpty()) {
                tell();
            }
            if (refused.isPresent()) {
                throw refused.get();
            }
        }
    }

    private synchronized List<Waiting> takeWaiting() {
        List<Waiting> taken = waiting;
        waiting = new ArrayList<>();
        return taken;
    }

    /** One that has no room leaves the others what they have; the first that is lost is answered. */
    private Optional<StreamException> store(List<Waiting> blocks) {
        Optional<StreamException> first = Optional.empty();
        for (Waiting one : blocks) {
            Block<?> block = one.block();
            KeptBytes kept = null;
            try {
                kept = site.keep(one.frame(), level);
            } catch (StreamException noRoom) {
                if (one.logged() == null) {
                    budget.release(block.bytes());
                    reportLost(noRoom);
                    first = first.isPresent() ? first : Optional.of(noRoom);
                    continue;
                }
            }
            untold.add(new RemoteBlock<>(block.id(), block.records(), block.bytes(), run, kept, one.logged()));
        }
        return first;
    }

    /** What the driver could not be told now it is told the next time. */
    private void tell() {
        try {
            site.ask(new ReceiverMessage.Stored(List.copyOf(untold)));
            untold.clear();
        } catch (IllegalStateException notReached) {
            throw ReceiverErrors.notTold(reports.name(), notReached);
        }
    }

    /** No batch can ask for what is in segments before that one. */
    void dropBefore(long segment) {
        log.ifPresent(open -> open.dropBefore(segment));
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
        reports.error("blocks could not be stored: " + why.problem(), why);
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public void close() {
        log.ifPresent(RunLog::close);
    }
}
