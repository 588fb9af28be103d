package io.sluice.embedded.block;

import static java.util.Objects.requireNonNull;

import io.sluice.StorageLevel;
import io.sluice.embedded.memory.MemoryBudget;
import io.sluice.embedded.shuffle.SpillFiles;
import io.sluice.error.StreamException;
import io.sluice.lineage.Lineage;
import io.sluice.serializer.RecordCodecs;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the partitions of persisted nodes, in the memory budget that shuffles use too. When memory is wanted, the blocks
 * used least recently leave it: to a file if their level has disk, else they are dropped, to be computed again when needed.
 * Blocks that are being read stay. A new block makes room for itself at the cost of other nodes' blocks only, so that a
 * node larger than memory does not chase its own partitions; shuffles get what is above the protected part. Thread-safe.
 */
public final class BlockStore implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BlockStore.class);

    private final MemoryBudget budget;
    private final SpillFiles files;
    private final RecordCodecs codecs;
    private final boolean copies;
    private final long protectedBytes;
    private final MemoryBudget.Evictor evictor = this::giveToOthers;
    private final ReentrantLock evicting = new ReentrantLock();
    private final Map<Slot, Block> inMemory = new LinkedHashMap<>(16, 0.75f, true);
    private long memoryBytes;

    /**
     * A store with nothing in it.
     *
     * @param files where blocks go that are on disk
     * @param copies whether records kept as objects are copied, for programs that reuse their objects
     * @param protectedBytes how much memory blocks need not give to others
     */
    public BlockStore(MemoryBudget budget, SpillFiles files, RecordCodecs codecs, boolean copies, long protectedBytes) {
        this.budget = requireNonNull(budget, "budget");
        this.files = requireNonNull(files, "files");
        this.codecs = requireNonNull(codecs, "codecs");
        this.copies = copies;
        this.protectedBytes = protectedBytes;
        budget.addEvictor(evictor);
    }

    /** A place for the partitions of a node. */
    public NodeBlocks open(Lineage<?> node, StorageLevel level) {
        return new NodeBlocks(this, node.origin().toString(), node.numPartitions(), level);
    }

    /** The bytes of the budget that blocks take now. */
    public long memoryBytes() {
        synchronized (inMemory) {
            return memoryBytes;
        }
    }

    /** Gives no more memory to others; the blocks go with their nodes. */
    @Override
    public void close() {
        budget.removeEvictor(evictor);
        synchronized (inMemory) {
            inMemory.clear();
        }
    }

    MemoryBudget budget() {
        return budget;
    }

    SpillFiles files() {
        return files;
    }

    RecordCodecs codecs() {
        return codecs;
    }

    boolean copies() {
        return copies;
    }

    /** Reserves memory for a partition of {@code node}, if need be at the cost of other nodes' blocks. */
    boolean reserve(long bytes, NodeBlocks node) {
        if (budget.tryReserveFree(bytes)) {
            return true;
        }
        evict(budget.used() + bytes - budget.limit(), Long.MAX_VALUE, node);
        return budget.tryReserveFree(bytes);
    }

    /** The block was read: others leave memory before it. */
    void used(Slot slot, Block block) {
        if (block.memoryBytes() > 0) {
            synchronized (inMemory) {
                inMemory.get(slot);
            }
        }
    }

    /**
     * Puts another block, or null, into a slot, which then holds it and lets go of the one before.
     *
     * @return false if {@code before} is not in the slot any more; then nothing has changed
     */
    boolean replace(Slot slot, Block before, Block after) {
        synchronized (inMemory) {
            if (!slot.put(before, after)) {
                return false;
            }
            slot.node().changed(before, after);
            if (before != null && before.memoryBytes() > 0) {
                inMemory.remove(slot);
                memoryBytes -= before.memoryBytes();
            }
            if (after != null && after.memoryBytes() > 0) {
                inMemory.put(slot, after);
                memoryBytes += after.memoryBytes();
            }
        }
        if (before != null) {
            before.letGo();
        }
        return true;
    }

    private long giveToOthers(long wanted) {
        return evict(wanted, memoryBytes() - protectedBytes, null);
    }

    private long evict(long wanted, long most, NodeBlocks except) {
        evicting.lock();
        try {
            long given = 0;
            for (Map.Entry<Slot, Block> victim : leastRecentlyUsed(Math.min(wanted, most), except)) {
                if (given < wanted && given < most) {
                    given += evict(victim.getKey(), victim.getValue());
                }
            }
            return given;
        } finally {
            evicting.unlock();
        }
    }

    /** Blocks that nobody reads now, of that size together or a little more. */
    private List<Map.Entry<Slot, Block>> leastRecentlyUsed(long bytes, NodeBlocks except) {
        List<Map.Entry<Slot, Block>> victims = new ArrayList<>();
        synchronized (inMemory) {
            long sum = 0;
            Iterator<Map.Entry<Slot, Block>> all = inMemory.entrySet().iterator();
            while (sum < bytes && all.hasNext()) {
                Map.Entry<Slot, Block> entry = all.next();
                if (entry.getKey().node() != except && !entry.getValue().inUse()) {
                    victims.add(Map.entry(entry.getKey(), entry.getValue()));
                    sum += entry.getValue().memoryBytes();
                }
            }
        }
        return victims;
    }

    /** Takes one block out of memory; answers how many bytes that gives, 0 if it must stay. */
    private long evict(Slot slot, Block block) {
        NodeBlocks node = slot.node();
        if (!block.hold()) {
            return 0;
        }
        try {
            Block onDisk = node.level().useDisk() ? writtenOut(node, block) : null;
            if (onDisk == null && !node.isReplaceable()) {
                return 0;
            }
            if (!replace(slot, block, onDisk)) {
                if (onDisk != null) {
                    onDisk.letGo();
                }
                return 0;
            }
            return block.memoryBytes();
        } finally {
            block.letGo();
        }
    }

    /** A copy of the block on disk, or null: making room must not fail the job that asked for it. */
    private Block writtenOut(NodeBlocks node, Block block) {
        try (FileCollector file = new FileCollector(this)) {
            if (block instanceof ByteBlock bytes) {
                return file.copyOf(bytes);
            }
            Iterator<Object> records = block.read();
            while (records.hasNext()) {
                file.add(records.next());
            }
            return file.finish();
        } catch (StreamException | IllegalStateException e) {
            LOG.warn(
                    "A kept partition of {} could not go to disk when memory was wanted; it {}",
                    node.origin(),
                    node.isReplaceable() ? "is computed again when needed" : "stays in memory",
                    e);
            return null;
        }
    }
}
