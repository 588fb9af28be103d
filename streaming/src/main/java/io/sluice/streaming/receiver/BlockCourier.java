package io.sluice.streaming.receiver;

import io.sluice.StorageLevel;
import io.sluice.engine.LongTask;
import io.sluice.error.StreamException;
import io.sluice.streaming.source.InputReports;
import io.sluice.time.StreamClock;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Stores blocks on the executor that receives them, and tells the driver. Whoever waits for one block to be safe may find that
 * another thread has stored it with its own.
 */
final class BlockCourier<T> implements BlockKeeper<T> {
    private final LongTask.Site site;
    private final StorageLevel level;
    private final long run;
    private final ReceiveBudget budget;
    private final StreamClock clock;
    private final InputReports reports;
    private final Object sending = new Object();

    private List<Waiting> waiting = new ArrayList<>(); // guarded by this
    private final List<RemoteBlock<?>> untold = new ArrayList<>(); // guarded by sending

    BlockCourier(
            LongTask.Site site,
            StorageLevel level,
            long run,
            ReceiveBudget budget,
            StreamClock clock,
            InputReports reports) {
        this.site = site;
        this.level = level;
        this.run = run;
        this.budget = budget;
        this.clock = clock;
        this.reports = reports;
    }

    private record Waiting(Block<?> block, ByteBuffer frame) {}

    @Override
    public Block<T> keep(Block<T> block, BlockFrames.Content content) {
        Waiting one = new Waiting(block, together(BlockFrames.frame(block, content, clock.millis())));
        synchronized (this) {
            waiting.add(one);
        }
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
            store(takeWaiting());
            if (!untold.isEmpty()) {
                tell();
            }
        }
    }

    private synchronized List<Waiting> takeWaiting() {
        List<Waiting> taken = waiting;
        waiting = new ArrayList<>();
        return taken;
    }

    /** One that has no room leaves the others what they have. */
    private void store(List<Waiting> blocks) {
        List<StreamException> refused = new ArrayList<>();
        for (Waiting one : blocks) {
            Block<?> block = one.block();
            try {
                untold.add(new RemoteBlock<>(
                        block.id(), block.records(), block.bytes(), run, site.keep(one.frame(), level)));
            } catch (StreamException noRoom) {
                budget.release(block.bytes());
                reportLost(noRoom);
                refused.add(noRoom);
            }
        }
        if (!refused.isEmpty()) {
            tell();
            throw refused.get(0);
        }
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
    public void close() {}
}
