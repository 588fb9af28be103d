package io.sluice.embedded;

import io.sluice.StorageLevel;
import io.sluice.TaskContext;
import io.sluice.embedded.block.BlockStore;
import io.sluice.embedded.block.NodeBlocks;
import io.sluice.lineage.Lineage;
import io.sluice.lineage.SourcePartition;
import io.sluice.operator.Records;
import java.util.function.Supplier;

/** What the engine keeps of one node: blocks, if it is persisted, and a checkpoint, if it has one. Thread-safe. */
final class KeptNode {
    private final BlockStore store;
    private volatile StorageLevel level = StorageLevel.NONE;
    private volatile NodeBlocks blocks;
    private volatile Checkpoint<?> checkpoint;
    private int watched;

    KeptNode(BlockStore store) {
        this.store = store;
    }

    /** From now on keeps partitions that are read. */
    void persist(StorageLevel newLevel) {
        level = newLevel;
    }

    synchronized void unpersist() {
        level = StorageLevel.NONE;
        if (blocks != null) {
            blocks.drop();
            blocks = null;
        }
    }

    /** Marks the node, unless it is marked already. */
    synchronized void checkpoint(Checkpoint<?> mark) {
        if (checkpoint == null) {
            checkpoint = mark;
        }
    }

    /** The node's checkpoint, or null. */
    @SuppressWarnings("unchecked") // the caller knows the node
    <T> Checkpoint<T> checkpoint() {
        return (Checkpoint<T>) checkpoint;
    }

    /** The node's blocks; null if it is not persisted. */
    NodeBlocks blocks(Lineage<?> node) {
        NodeBlocks now = blocks;
        return now != null || !level.isValid() ? now : open(node);
    }

    private synchronized NodeBlocks open(Lineage<?> node) {
        if (blocks == null && level.isValid()) {
            blocks = store.open(node, level);
        }
        return blocks;
    }

    /** How many partitions are kept as blocks now. */
    int blockCount() {
        NodeBlocks now = blocks;
        return now == null ? 0 : now.count();
    }

    /** Whether all records are at hand, so that nothing below the node is needed. */
    boolean isComplete() {
        NodeBlocks now = blocks;
        Checkpoint<?> mark = checkpoint;
        return (mark != null && mark.isStored()) || (now != null && now.isComplete());
    }

    /** About how much work it is to read a node that is complete. */
    long work() {
        NodeBlocks now = blocks;
        if (now != null && now.isComplete()) {
            return now.records();
        }
        Checkpoint<?> mark = checkpoint;
        return mark == null ? SourcePartition.UNKNOWN_WORK : mark.work();
    }

    /** The records of a partition: kept ones if there are any, else the checkpoint's, else computed. */
    <T> Records<T> records(Lineage<T> node, int partition, TaskContext task, Supplier<Records<T>> compute) {
        NodeBlocks own = blocks(node);
        return own == null
                ? stored(partition, task, compute)
                : own.records(partition, task, () -> stored(partition, task, compute));
    }

    /** The records of a partition from the checkpoint's file; computed while there is none. */
    <T> Records<T> stored(int partition, TaskContext task, Supplier<Records<T>> compute) {
        Checkpoint<T> mark = checkpoint();
        return mark == null ? compute.get() : mark.read(partition, task).orElseGet(compute);
    }

    /** Counts the objects that stand for the node; answers how many there are. */
    synchronized int watch(int change) {
        watched += change;
        return watched;
    }

    /** The node is gone: frees what was kept. */
    synchronized void drop() {
        unpersist();
        if (checkpoint != null) {
            checkpoint.remove();
        }
    }
}
