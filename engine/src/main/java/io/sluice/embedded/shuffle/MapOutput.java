package io.sluice.embedded.shuffle;

import io.sluice.embedded.memory.MemoryBudget;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one map task left for the reducers: pairs in memory, by reference, and pairs in spill files. It waits, charged to
 * the budget, until it is freed; when the budget is short, the part in memory goes to disk too. A reader holds it where it
 * is. Thread-safe.
 */
public final class MapOutput implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MapOutput.class);
    private static final long WORTH_EVICTING = 64 * 1024;

    private final ShuffleResources resources;
    private final int reducers;
    private final boolean combined;
    private final List<SpillFile> spills;
    private final ReentrantLock lock = new ReentrantLock();
    private final MemoryBudget.Evictor evictor = wanted -> evict();
    private MemoryPart memory;
    private long reserved;
    private int readers;
    private boolean stuck;
    private boolean freed;

    /**
     * Takes over what a writer collected.
     *
     * @param reserved the bytes of the budget that {@code memory} holds
     */
    MapOutput(
            ShuffleResources resources,
            int reducers,
            boolean combined,
            List<SpillFile> spills,
            MemoryPart memory,
            long reserved) {
        this.resources = resources;
        this.reducers = reducers;
        this.combined = combined;
        this.spills = new ArrayList<>(spills);
        this.memory = memory;
        this.reserved = reserved;
        if (reserved >= WORTH_EVICTING) {
            resources.budget().addEvictor(evictor);
        }
    }

    /** How many reducers it is split for. */
    public int reducers() {
        return reducers;
    }

    /** Whether values of the same key were combined already: then there are combiners inside, not values. */
    public boolean combined() {
        return combined;
    }

    /** The bytes in memory, as charged to the budget. */
    public long bytes() {
        lock.lock();
        try {
            return reserved;
        } finally {
            lock.unlock();
        }
    }

    /** How many pairs there are for all reducers together. */
    public long records() {
        long all = 0;
        for (int reducer = 0; reducer < reducers; reducer++) {
            all += records(reducer);
        }
        return all;
    }

    /** How many pairs there are for one reducer. */
    public long records(int reducer) {
        lock.lock();
        try {
            long all = memory == null ? 0 : memory.records(reducer);
            for (SpillFile spill : spills) {
                all += spill.records(reducer);
            }
            return all;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Moves what is in memory to disk, unless it is being read.
     *
     * @return the bytes this gave back to the budget
     * @throws io.sluice.error.StreamException if that fails; nothing is lost then, the records stay in memory
     */
    public long spill() {
        lock.lock();
        try {
            if (memory == null || readers > 0 || freed) {
                return 0;
            }
            MemoryPart part = memory;
            spills.add(SpillWriter.write(resources, part::spillTo));
            return dropMemory();
        } finally {
            lock.unlock();
        }
    }

    /** Gives back memory and files; idempotent. Nothing may be reading. */
    public void free() {
        lock.lock();
        try {
            freed = true;
            dropMemory();
            spills.forEach(SpillFile::delete);
            spills.clear();
        } finally {
            lock.unlock();
        }
    }

    /** The same as {@link #free()}. */
    @Override
    public void close() {
        free();
    }

    /** Whether everything is in memory. */
    boolean inMemory() {
        lock.lock();
        try {
            return spills.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** The pairs for one reducer, spilled ones first: that is the order in which they were written. */
    PairCursor<Object, Object> open(int reducer, CodecLease codec) {
        lock.lock();
        try {
            requireNotFreed();
            List<PairCursors.Opening> parts = new ArrayList<>();
            for (SpillFile spill : spills) {
                parts.add(() -> spill.open(reducer, codec.get()));
            }
            if (memory != null) {
                MemoryPart part = memory;
                parts.add(() -> part.open(reducer));
            }
            readers++;
            return PairCursors.closing(PairCursors.concat(parts), this::readerLeft);
        } finally {
            lock.unlock();
        }
    }

    /** How many runs {@link #openRuns} opens. */
    int runs() {
        lock.lock();
        try {
            return spills.size() + (memory == null ? 0 : 1);
        } finally {
            lock.unlock();
        }
    }

    /** The combined pairs for one reducer as runs, each in the order of the keys' hash codes. */
    void openRuns(int reducer, CodecLease codec, Consumer<PairCursor<Object, Object>> into) {
        lock.lock();
        try {
            requireNotFreed();
            for (SpillFile spill : spills) {
                into.accept(spill.open(reducer, codec.get()));
            }
            if (memory != null) {
                readers++;
                into.accept(PairCursors.closing(memory.openByHash(reducer), this::readerLeft));
            }
        } finally {
            lock.unlock();
        }
    }

    private void requireNotFreed() {
        if (freed) {
            throw new IllegalStateException("this shuffle output is freed");
        }
    }

    private void readerLeft() {
        lock.lock();
        try {
            readers--;
        } finally {
            lock.unlock();
        }
    }

    private long evict() {
        if (!lock.tryLock()) {
            return 0;
        }
        try {
            return stuck ? 0 : spill();
        } catch (RuntimeException e) {
            stuck = true;
            LOG.warn("A shuffle output stays in memory because it cannot be written to disk", e);
            return 0;
        } finally {
            lock.unlock();
        }
    }

    private long dropMemory() {
        long dropped = reserved;
        memory = null;
        reserved = 0;
        resources.budget().release(dropped);
        resources.budget().removeEvictor(evictor);
        return dropped;
    }
}
