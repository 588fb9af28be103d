package io.sluice.embedded.block;

/** Memory reserved for a partition while it is collected; grows in steps. Confined. */
final class Grant implements AutoCloseable {
    private static final long STEP = 16 * 1024;

    private final BlockStore store;
    private final NodeBlocks node;
    private long reserved;

    Grant(BlockStore store, NodeBlocks node) {
        this.store = store;
        this.node = node;
    }

    /** Grows to at least {@code bytes}; answers false, and stays as it is, if there is no room. */
    boolean ensure(long bytes) {
        return bytes <= reserved || grow(bytes + Math.max(STEP, bytes / 8)) || grow(bytes);
    }

    private boolean grow(long bytes) {
        if (!store.reserve(bytes - reserved, node)) {
            return false;
        }
        reserved = bytes;
        return true;
    }

    /** Keeps at most {@code bytes} reserved for a block, and answers how many: they are the block's from now on. */
    long handOver(long bytes) {
        long kept = Math.min(bytes, reserved);
        store.budget().release(reserved - kept);
        reserved = 0;
        return kept;
    }

    @Override
    public void close() {
        store.budget().release(reserved);
        reserved = 0;
    }
}
