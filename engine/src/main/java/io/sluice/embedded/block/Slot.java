package io.sluice.embedded.block;

import io.sluice.TaskContext;

/** The place of one kept partition: empty, claimed by the task that computes it, or with its block. Thread-safe. */
final class Slot {
    /** How often a task that waits for another one looks whether its job is still wanted. */
    private static final long LOOK_MILLIS = 20;

    private final NodeBlocks node;
    private volatile Block block;
    private boolean claimed;

    Slot(NodeBlocks node) {
        this.node = node;
    }

    NodeBlocks node() {
        return node;
    }

    /**
     * The block, held for the caller; null if there is none: then the caller has the claim, and computes the partition. While
     * another task has the claim, waits. A claim is given back before anything but the partition's own ancestors is waited
     * for, so that no two tasks can wait for each other.
     */
    Block holdOrClaim(TaskContext task) throws InterruptedException {
        Block now = block;
        if (now != null && now.hold()) {
            return now;
        }
        synchronized (this) {
            while (true) {
                if (block != null && block.hold()) {
                    return block;
                }
                if (!claimed) {
                    claimed = true;
                    return null;
                }
                wait(LOOK_MILLIS);
                Look.check(task);
            }
        }
    }

    /** Gives the claim back, so that a task that waits goes on. */
    synchronized void unclaim() {
        claimed = false;
        notifyAll();
    }

    /** The block, or null; not held. */
    Block peek() {
        return block;
    }

    /** Puts another block, or null, in the place of {@code before}; false if that is not there any more. */
    synchronized boolean put(Block before, Block after) {
        if (block != before) {
            return false;
        }
        block = after;
        return true;
    }
}
