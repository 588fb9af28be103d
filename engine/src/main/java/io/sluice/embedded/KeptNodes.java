package io.sluice.embedded;

import io.sluice.StorageLevel;
import io.sluice.lineage.Lineage;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Which nodes' partitions are to be kept, and the blocks that keep them. Thread-safe. */
final class KeptNodes {
    private final Map<Integer, StorageLevel> levels = new ConcurrentHashMap<>();
    private final BlockStore blocks = new BlockStore();

    void persist(Lineage<?> node, StorageLevel level) {
        levels.put(node.id(), level);
    }

    void unpersist(Lineage<?> node) {
        levels.remove(node.id());
        blocks.remove(node.id());
    }

    StorageLevel level(Lineage<?> node) {
        return levels.isEmpty() ? StorageLevel.NONE : levels.getOrDefault(node.id(), StorageLevel.NONE);
    }

    /** Whether all of a node's partitions are kept, so that nothing below it is needed. */
    boolean isComplete(Lineage<?> node) {
        return level(node).isValid() && blocks.count(node.id()) == node.numPartitions();
    }

    BlockStore blocks() {
        return blocks;
    }
}
