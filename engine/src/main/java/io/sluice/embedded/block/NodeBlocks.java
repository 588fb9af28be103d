package io.sluice.embedded.block;

import io.sluice.StorageLevel;
import io.sluice.TaskContext;
import io.sluice.operator.Records;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** The kept partitions of one node. A partition is computed and kept when it is first read. Thread-safe. */
public final class NodeBlocks {
    private final BlockStore store;
    private final String origin;
    private final StorageLevel level;
    private final Slot[] slots;
    private final AtomicInteger kept = new AtomicInteger();
    private final AtomicLong records = new AtomicLong();
    private volatile boolean irreplaceable;
    private volatile boolean dropped;

    NodeBlocks(BlockStore store, String origin, int partitions, StorageLevel level) {
        this.store = store;
        this.origin = origin;
        this.level = level;
        this.slots = new Slot[partitions];
        for (int i = 0; i < partitions; i++) {
            slots[i] = new Slot(this);
        }
    }

    /** The records of a partition: those kept, or those computed, which are kept from then on if there is room. */
    public <T> Records<T> records(int partition, TaskContext task, Supplier<Records<T>> compute) {
        return new KeptRecords<>(store, slots[partition], partition, task, compute);
    }

    /** How many partitions are kept now. */
    public int count() {
        return kept.get();
    }

    /** Whether all partitions are kept now. */
    public boolean isComplete() {
        return kept.get() == slots.length;
    }

    /** How many records are in the partitions kept now. */
    public long records() {
        return records.get();
    }

    /** From now on the blocks are all there is: none is dropped to make room. */
    public void makeIrreplaceable() {
        irreplaceable = true;
    }

    boolean isReplaceable() {
        return !irreplaceable;
    }

    /** Forgets all partitions; what is being computed now is not kept either. */
    public void drop() {
        dropped = true;
        for (Slot slot : slots) {
            clear(slot);
        }
    }

    private void clear(Slot slot) {
        Block block = slot.peek();
        while (block != null && !store.replace(slot, block, null)) {
            block = slot.peek();
        }
    }

    /** Keeps a partition that was computed under a claim; the caller goes on holding the block. */
    void keep(Slot slot, Block block) {
        block.hold();
        if (!store.replace(slot, null, block)) {
            throw new IllegalStateException("a claimed slot has a block already");
        }
        if (dropped) {
            clear(slot);
        }
    }

    /** What is kept has become more or less; called under the store's lock. */
    void changed(Block before, Block after) {
        kept.addAndGet((after == null ? 0 : 1) - (before == null ? 0 : 1));
        records.addAndGet((after == null ? 0 : after.records()) - (before == null ? 0 : before.records()));
    }

    String origin() {
        return origin;
    }

    StorageLevel level() {
        return level;
    }
}
