package io.sluice.streaming.receiver;

import io.sluice.error.StreamException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Where one receiver stores: open blocks, which become blocks when they are cut. Thread-safe: receivers' threads fill open
 * blocks without this object's lock, cutting takes it.
 *
 * <p>With a keeper, a block is kept when it is cut, and ready for batches when it is safe.
 */
final class BlockIntake<T> {
    private static final long WRITE_EARLY_BYTES = 4 << 20;

    private final String source;
    private final ReceiveBudget budget;
    private final ReceiveBudget.Share share;
    private final RateLimit rate;
    private final Optional<? extends BlockKeeper<T>> keeper;
    private final Consumer<Block<T>> ready;
    private final RecordLanes<T> records = new RecordLanes<>();
    private final List<OpenBlock<T>> open = new CopyOnWriteArrayList<>(List.of(records));
    private volatile boolean closed;

    // guarded by this
    private final Deque<Block<T>> unforced = new ArrayDeque<>();
    private long blocks;
    private long unwritten;
    private boolean keeperClosed;

    /** @param ready gets the blocks that batches may have, in their order, while this object is locked */
    BlockIntake(
            String source,
            ReceiveBudget budget,
            RateLimit rate,
            Optional<? extends BlockKeeper<T>> keeper,
            Consumer<Block<T>> ready) {
        this.source = source;
        this.budget = budget;
        this.share = budget.share();
        this.rate = rate;
        this.keeper = keeper;
        this.ready = ready;
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
        if (keeper.isPresent()) {
            addKept(block, keeper.get());
        } else {
            addUnkept(block);
        }
    }

    private synchronized void addUnkept(WholeBlock<T> block) {
        ready.accept(block.with(nextId()));
        blocks++;
    }

    private void addKept(WholeBlock<T> whole, BlockKeeper<T> to) {
        Block<T> withoutId = whole.with(new BlockId(source, -1));
        BlockFrames.Content content = encoded(withoutId, to);
        synchronized (this) {
            if (keeperClosed) {
                throw ReceiverErrors.notStored(source);
            }
            keep(whole.with(nextId()), content, to);
        }
        makeSafe();
    }

    /** The room that a block took is given back when it cannot be stored. */
    private BlockFrames.Content encoded(Block<T> block, BlockKeeper<T> to) {
        try {
            return BlockFrames.encode(block);
        } catch (StreamException notSerializable) {
            budget.release(block.bytes());
            to.reportLost(notSerializable);
            throw notSerializable;
        }
    }

    /** Numbers follow the order in which blocks are kept, so that what is safe is always all blocks up to one. */
    private void keep(Block<T> block, BlockFrames.Content content, BlockKeeper<T> to) {
        unforced.add(to.keep(block, content));
        blocks++;
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

    // ---- cutting

    /** Cuts what has gathered; with a keeper, returns when all that was cut is safe. */
    void cut() {
        cutOpen();
        makeSafe();
    }

    /** {@link #cut} where nobody can be told of a failure, which the next batch will meet too. */
    void cutInBackground() {
        try {
            cut();
        } catch (StreamException failed) {
            keeper.ifPresent(broken -> broken.reportFailed(failed));
        }
    }

    /** Has much text kept before it is time to cut, so that forcing it does not take long when it is. */
    synchronized void filled(long bytes) {
        if (keeper.isPresent()) {
            unwritten += bytes;
            if (unwritten >= WRITE_EARLY_BYTES) {
                cutOpen();
            }
        }
    }

    private synchronized void cutOpen() {
        unwritten = 0;
        if (keeperClosed) {
            return;
        }
        for (OpenBlock<T> filling : open) {
            filling.cut(nextId()).ifPresent(this::take);
        }
    }

    private void take(Block<T> block) {
        if (keeper.isEmpty()) {
            ready.accept(block);
            blocks++;
            return;
        }
        BlockFrames.Content content;
        try {
            content = BlockFrames.encode(block);
        } catch (StreamException notSerializable) {
            takeRest((RecordBlock<T>) block, keeper.get()); // text is bytes already
            return;
        }
        keep(block, content, keeper.get());
    }

    /** One record that does not serialise costs the others of its open block nothing: who stored them knows nothing of it. */
    private void takeRest(RecordBlock<T> block, BlockKeeper<T> to) {
        Sifted<T> sifted = Sifted.of(block);
        budget.release(block.bytes() - sifted.rest().map(Block::bytes).orElse(0L));
        to.reportLost(sifted, block);
        sifted.rest().ifPresent(rest -> keep(rest, BlockFrames.encode(rest), to));
    }

    /** Makes blocks that are cut ready for batches, when they are safe. */
    private void makeSafe() {
        long until;
        synchronized (this) {
            if (unforced.isEmpty()) {
                return;
            }
            until = blocks;
        }
        keeper.orElseThrow().force();
        synchronized (this) {
            while (!unforced.isEmpty() && unforced.peek().id().number() < until) {
                ready.accept(unforced.remove());
            }
        }
    }

    private BlockId nextId() {
        return new BlockId(source, blocks);
    }

    /** Whether something was stored that is not ready for batches yet. */
    synchronized boolean hasGathered() {
        return !unforced.isEmpty() || !open.stream().allMatch(OpenBlock::isEmpty);
    }

    /** How many blocks there have been, with what has gathered now as one more. */
    long blocks() {
        cutInBackground();
        synchronized (this) {
            return blocks;
        }
    }

    /** The first block gets that number. */
    synchronized void beginAt(long number) {
        blocks = number;
    }

    // ---- the end

    /** Keeps what has gathered, for the next batch or the next run, and nothing more. */
    void closeKeeper() {
        keeper.filter(BlockKeeper::isOpen).ifPresent(still -> {
            cutInBackground();
            synchronized (this) {
                keeperClosed = true;
            }
            still.close();
        });
    }

    /** Stores nothing more; who waits to store is refused. */
    void close() {
        closed = true;
        share.close();
        rate.close();
    }
}
