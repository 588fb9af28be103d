package io.sluice.embedded.block;

import io.sluice.StorageLevel;
import io.sluice.error.StreamException;
import java.io.IOException;
import java.util.Iterator;
import java.util.function.UnaryOperator;

/** Collects a partition where its level says: in memory first, and on disk from the moment memory is refused. */
final class PartitionCollector implements Collector {
    private final BlockStore store;
    private final StorageLevel level;
    private Collector current;
    private boolean refusedByDisk;

    PartitionCollector(BlockStore store, NodeBlocks node) throws IOException {
        this.store = store;
        this.level = node.level();
        if (!level.useMemory()) {
            current = newFile();
        } else if (level.deserialized()) {
            current = new ObjectCollector(store, node, store.copies() ? copier(store) : UnaryOperator.identity());
        } else {
            current = new ByteCollector(store, node);
        }
    }

    private static UnaryOperator<Object> copier(BlockStore store) {
        return record -> {
            var codec = store.codecs().borrow();
            Object copy = codec.copy(record);
            store.codecs().giveBack(codec);
            return copy;
        };
    }

    @Override
    public boolean add(Object record) throws IOException {
        if (current.add(record)) {
            return true;
        }
        if (!level.useDisk()) {
            return false;
        }
        moveToDisk();
        return true;
    }

    private void moveToDisk() throws IOException {
        Collector memory = current;
        Iterator<Object> before = memory.soFar();
        try (memory) {
            current = newFile();
            while (before.hasNext()) {
                current.add(before.next());
            }
        } finally {
            Block.close(before);
        }
    }

    private FileCollector newFile() {
        try {
            return new FileCollector(store);
        } catch (StreamException e) {
            refusedByDisk = true;
            throw e;
        }
    }

    /** Whether the disk refused records, rather than that there were none to be had. */
    boolean wasRefusedByDisk() {
        return refusedByDisk || (current instanceof FileCollector file && file.hasFailed());
    }

    @Override
    public Block finish() throws IOException {
        return current.finish();
    }

    @Override
    public Iterator<Object> soFar() throws IOException {
        return current.soFar();
    }

    @Override
    public void close() {
        current.close();
    }
}
