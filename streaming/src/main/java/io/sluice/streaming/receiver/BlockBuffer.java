package io.sluice.streaming.receiver;

import io.sluice.error.StreamException;
import io.sluice.streaming.Time;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What one receiver has stored: open blocks, blocks that are cut and wait for a batch, and how much the batches that are not
 * yet done hold. Thread-safe: receivers' threads fill open blocks without this object's lock, cutting takes it.
 *
 * <p>With a log, a block is written when it is cut and given to a batch when it is durable. Blocks of batches that are done
 * leave the heap, and the log when no batch can ask for them again.
 */
final class BlockBuffer<T> {
    private static final long WRITE_EARLY_BYTES = 4 << 20;

    private final String source;
    private final ReceiveBudget budget;
    private final ReceiveBudget.Share share;
    private final RateLimit rate;
    private final Optional<ReceivedLog<T>> log;
    private final RecordLanes<T> records = new RecordLanes<>();
    private final List<OpenBlock<T>> open = new CopyOnWriteArrayList<>(List.of(records));
    private volatile boolean closed;

    // guarded by this
    private final NavigableMap<Time, List<Block<T>>> notDone = new TreeMap<>();
    private final NavigableMap<Time, Long> held = new TreeMap<>(); // bytes of batches that are done; without a log only
    private Time lastDone = new Time(Long.MIN_VALUE);
    private Time doneBefore = lastDone;
    private final NavigableMap<Time, List<Block<T>>> remembered = new TreeMap<>(); // with a log only
    private final Deque<LoggedBlock<T>> unforced = new ArrayDeque<>();
    private List<Block<T>> cut = new ArrayList<>();
    private long blocks;
    private long next;
    private long unwritten;
    private boolean logClosed;

    BlockBuffer(String source, ReceiveBudget budget, RateLimit rate, Optional<ReceivedLog<T>> log) {
        this.source = source;
        this.budget = budget;
        this.share = budget.share();
        this.rate = rate;
        this.log = log;
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
        if (log.isPresent()) {
            addLogged(block, log.get());
        } else {
            addUnlogged(block);
        }
    }

    private synchronized void addUnlogged(WholeBlock<T> block) {
        cut.add(block.with(nextId()));
        blocks++;
    }

    private void addLogged(WholeBlock<T> whole, ReceivedLog<T> to) {
        Block<T> withoutId = whole.with(new BlockId(source, -1));
        BlockFrames.Content content = encoded(withoutId, to);
        synchronized (this) {
            if (logClosed) {
                throw ReceiverErrors.notStored(source);
            }
            write(whole.with(nextId()), content, to);
        }
        makeDurable();
    }

    /** The room that a block took is given back when it cannot be stored. */
    private BlockFrames.Content encoded(Block<T> block, ReceivedLog<T> to) {
        try {
            return BlockFrames.encode(block);
        } catch (StreamException notSerializable) {
            budget.release(block.bytes());
            to.reportLost(notSerializable);
            throw notSerializable;
        }
    }

    /** Numbers follow the order in the log, so that what is durable is always all blocks up to one. */
    private void write(Block<T> block, BlockFrames.Content content, ReceivedLog<T> to) {
        unforced.add(to.append(block, content));
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

    // ---- cutting and planning

    /** Cuts what has gathered; with a log, returns when all that was cut is durable. */
    void cut() {
        write();
        makeDurable();
    }

    /** {@link #cut} where nobody can be told of a failure, which the next batch will meet too. */
    void cutInBackground() {
        try {
            cut();
        } catch (StreamException failed) {
            log.ifPresent(broken -> broken.reportFailed(failed));
        }
    }

    /** Has much text written before it is time to cut, so that forcing it does not take long when it is. */
    synchronized void filled(long bytes) {
        if (log.isPresent()) {
            unwritten += bytes;
            if (unwritten >= WRITE_EARLY_BYTES) {
                write();
            }
        }
    }

    private synchronized void write() {
        unwritten = 0;
        if (logClosed) {
            return;
        }
        for (OpenBlock<T> filling : open) {
            filling.cut(nextId()).ifPresent(this::take);
        }
    }

    private void take(Block<T> block) {
        if (log.isEmpty()) {
            cut.add(block);
            blocks++;
            return;
        }
        BlockFrames.Content content;
        try {
            content = BlockFrames.encode(block);
        } catch (StreamException notSerializable) {
            takeRest((RecordBlock<T>) block, log.get()); // text is bytes already
            return;
        }
        write(block, content, log.get());
    }

    /** One record that does not serialise costs the others of its open block nothing: who stored them knows nothing of it. */
    private void takeRest(RecordBlock<T> block, ReceivedLog<T> to) {
        Sifted<T> sifted = Sifted.of(block);
        budget.release(block.bytes() - sifted.rest().map(Block::bytes).orElse(0L));
        to.reportLost(sifted, block);
        sifted.rest().ifPresent(rest -> write(rest, BlockFrames.encode(rest), to));
    }

    /** Makes blocks that are cut available to batches, when they are durable. */
    private void makeDurable() {
        long until;
        synchronized (this) {
            if (unforced.isEmpty()) {
                return;
            }
            until = blocks;
        }
        log.orElseThrow().force();
        synchronized (this) {
            while (!unforced.isEmpty() && unforced.peek().id().number() < until) {
                cut.add(unforced.remove());
            }
        }
    }

    private BlockId nextId() {
        return new BlockId(source, blocks);
    }

    /** Gives a batch everything stored so far. */
    ReceivedBlocks<T> plan(Time time) {
        cut();
        synchronized (this) {
            List<Block<T>> taken = cut;
            cut = new ArrayList<>();
            if (!taken.isEmpty()) {
                next = taken.get(taken.size() - 1).id().number() + 1;
                notDone.put(time, taken);
                if (log.isPresent()) {
                    remembered.put(time, taken);
                }
            }
            return new ReceivedBlocks<>(taken, next);
        }
    }

    /**
     * What the batch was given is processed. With a log its blocks leave the heap, which makes room at once. Without one they
     * stay for as long as the batch's RDD is remembered, until the batch after it is done; what windows remember longer is
     * the program's, and no reason to receive nothing.
     */
    synchronized void batchDone(Time time) {
        makeRoom(doneBefore);
        doneBefore = lastDone;
        lastDone = lastDone.max(time);
        List<Block<T>> done = notDone.remove(time);
        if (done == null) {
            return;
        }
        long bytes = done.stream().mapToLong(Block::bytes).sum();
        if (log.isEmpty()) {
            held.put(time, bytes);
            return;
        }
        budget.release(bytes);
        for (Block<T> block : done) {
            if (block instanceof LoggedBlock<T> logged) {
                logged.release();
            }
        }
    }

    /** Gives back what batches up to that time, which are done, had. */
    private void makeRoom(Time until) {
        NavigableMap<Time, Long> old = held.headMap(until, true);
        budget.release(old.values().stream().mapToLong(Long::longValue).sum());
        old.clear();
    }

    boolean hasUnplanned() {
        synchronized (this) {
            return !cut.isEmpty() || !unforced.isEmpty() || !open.stream().allMatch(OpenBlock::isEmpty);
        }
    }

    /** How many blocks there have been, with what has gathered now as one more. */
    long blocks() {
        cutInBackground();
        synchronized (this) {
            return blocks;
        }
    }

    // ---- the log

    /**
     * Takes up what an earlier run left.
     *
     * @param plans what batches have that may be asked for again
     * @param firstUnplanned the number of the first block that no batch has
     * @param unplanned the blocks that no batch has
     */
    synchronized void recover(
            Map<Time, ReceivedBlocks<T>> plans, long firstUnplanned, Collection<LoggedBlock<T>> unplanned) {
        plans.forEach((time, plan) -> {
            if (!plan.blocks().isEmpty()) {
                remembered.put(time, plan.blocks());
            }
        });
        cut.addAll(unplanned);
        next = firstUnplanned;
        blocks = unplanned.stream().mapToLong(block -> block.id().number() + 1).reduce(firstUnplanned, Math::max);
    }

    /** The number of the first block that no batch has. */
    synchronized long next() {
        return next;
    }

    /** No RDD of a batch up to that time is left: makes room, and lets the log drop what only these batches had. */
    void forget(Time time) {
        Optional<Block<T>> oldest;
        synchronized (this) {
            makeRoom(time);
            if (log.isEmpty() || remembered.headMap(time, true).isEmpty()) {
                return;
            }
            Block<T> last =
                    remembered.headMap(time, true).lastEntry().getValue().get(0);
            remembered.headMap(time, true).clear();
            oldest = Optional.of(
                    remembered.isEmpty()
                            ? last
                            : remembered.firstEntry().getValue().get(0));
        }
        oldest.ifPresent(block -> log.get().dropBefore((LoggedBlock<T>) block));
    }

    /** Logs what has gathered, for the next batch or the next run. */
    void closeLog() {
        log.filter(ReceivedLog::isOpen).ifPresent(open -> {
            cutInBackground();
            synchronized (this) {
                logClosed = true;
            }
            open.close();
        });
    }

    /** Stores nothing more; who waits to store is refused. */
    void close() {
        closed = true;
        share.close();
        rate.close();
    }
}
