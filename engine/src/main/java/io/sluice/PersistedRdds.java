package io.sluice;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Which nodes of a context's lineages are persisted, and at which level. Thread-safe. */
final class PersistedRdds {
    private final Map<Integer, StorageLevel> levels = new ConcurrentHashMap<>();

    StorageLevel level(int node) {
        return levels.getOrDefault(node, StorageLevel.NONE);
    }

    /** Remembers a node's level, which cannot be changed while it is persisted. */
    void put(int node, StorageLevel level) {
        StorageLevel before = levels.putIfAbsent(node, level);
        if (before != null && !before.equals(level)) {
            throw new UnsupportedOperationException(
                    "the RDD is persisted as %s: unpersist it before it gets another level, %s"
                            .formatted(before.description(), level.description()));
        }
    }

    void remove(int node) {
        levels.remove(node);
    }

    Set<Integer> nodes() {
        return Set.copyOf(levels.keySet());
    }
}
