package io.sluice.streaming.receiver;

import io.sluice.streaming.Time;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What one receiver has stored: open blocks, blocks that are cut and wait for a batch, and how much the batches that are not
 * yet done hold. Thread-safe: receivers' threads fill open blocks without this object's lock, cutting takes it.
 */
final class BlockBuffer<T> {
    private final String source;
    private final ReceiveBudget budget;
    private final ReceiveBudget.Share share;
    private final RateLimit rate;
    private final RecordLanes<T> records = new RecordLanes<>();
    private final List<OpenBlock<T>> open = new CopyOnWriteArrayList<>(List.of(records));
    private volatile boolean closed;

    // guarded by this
    private final Map<Time, Long> inBatches = new HashMap<>();
    private List<Block<T>> cut = new ArrayList<>();
    private long blocks;

    BlockBuffer(String source, ReceiveBudget budget, RateLimit rate) {
        this.source = source;
        this.budget = budget;
        this.share = budget.share();
        this.rate = rate;
    }

    RateLimit rate() {
        return rate;
    }

    /** Has another kind of open block cut with the others. */
    void register(OpenBlock<T> another) {
        open.add(another);
    }

    // ---- storing, by receivers' threads

    /** Stores one record in the open block. */
    void add(T record) {
        requireOpen();
        try {
            records.own().add(record, this);
        } catch (InterruptedException interrupted) {
            throw refused(interrupted);
        }
    }

    /** Stores a block by itself. */
    void add(WholeBlock<T> block, long count, long bytes) {
        requireOpen();
        try {
            rate.takeAll(count);
            reserve(bytes);
        } catch (InterruptedException interrupted) {
            throw refused(interrupted);
        }
        synchronized (this) {
            cut.add(block.with(nextId()));
            blocks++;
        }
    }

    /** A block that lacks only its id. */
    @FunctionalInterface
    interface WholeBlock<T> {
        Block<T> with(BlockId id);
    }

    /** Waits until there is room for that many bytes more. */
    void reserve(long bytes) throws InterruptedException {
        if (!share.acquire(bytes)) {
            throw ReceiverErrors.notStored(source);
        }
    }

    private void requireOpen() {
        if (closed) {
            throw ReceiverErrors.notStored(source);
        }
    }

    private IllegalStateException refused(InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        return new IllegalStateException(
                "the thread was interrupted while it waited to store a record of %s; it is not stored"
                        .formatted(source),
                interrupted);
    }

    // ---- cutting and planning

    /** Cuts what has gathered. */
    synchronized void cut() {
        for (OpenBlock<T> filling : open) {
            filling.cut(nextId()).ifPresent(block -> {
                cut.add(block);
                blocks++;
            });
        }
    }

    private BlockId nextId() {
        return new BlockId(source, blocks);
    }

    /** Gives a batch everything stored so far. */
    synchronized ReceivedBlocks<T> plan(Time time) {
        cut();
        List<Block<T>> taken = cut;
        cut = new ArrayList<>();
        if (!taken.isEmpty()) {
            inBatches.put(time, taken.stream().mapToLong(Block::bytes).sum());
        }
        return new ReceivedBlocks<>(taken);
    }

    /** Makes room: what the batch was given is processed. */
    synchronized void batchDone(Time time) {
        Long bytes = inBatches.remove(time);
        if (bytes != null) {
            budget.release(bytes);
        }
    }

    synchronized boolean hasUnplanned() {
        return !cut.isEmpty() || !open.stream().allMatch(OpenBlock::isEmpty);
    }

    /** How many blocks there have been, with what has gathered now as one more. */
    synchronized long blocks() {
        cut();
        return blocks;
    }

    /** Stores nothing more; who waits to store is refused. */
    void close() {
        closed = true;
        share.close();
        rate.close();
    }
}
