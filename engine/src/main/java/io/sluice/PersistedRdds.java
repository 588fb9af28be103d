package io.sluice;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Which nodes of a context's lineages are persisted, and at which level. Thread-safe. */
final class PersistedRdds {
    private final Map<Integer, Persisted> persisted = new ConcurrentHashMap<>();

    private record Persisted(Rdd<?> rdd, StorageLevel level) {}

    StorageLevel level(int node) {
        Persisted found = persisted.get(node);
        return found == null ? StorageLevel.NONE : found.level();
    }

    /** Remembers an RDD's level, which cannot be changed while it is persisted. */
    void put(Rdd<?> rdd, StorageLevel level) {
        Persisted before = persisted.putIfAbsent(rdd.id(), new Persisted(rdd, level));
        if (before != null && !before.level().equals(level)) {
            throw new UnsupportedOperationException(
                    "the RDD is persisted as %s: unpersist it before it gets another level, %s"
                            .formatted(before.level().description(), level.description()));
        }
    }

    void remove(int node) {
        persisted.remove(node);
    }

    Map<Integer, Rdd<?>> all() {
        Map<Integer, Rdd<?>> rdds = new HashMap<>();
        persisted.forEach((id, found) -> rdds.put(id, found.rdd()));
        return rdds;
    }
}
