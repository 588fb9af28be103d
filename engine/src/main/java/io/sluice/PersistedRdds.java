package io.sluice;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;

/** Which RDDs of a context are persisted, and at which level, as long as the program holds them. Thread-safe. */
final class PersistedRdds {
    private final Map<Integer, Persisted> rdds = new HashMap<>();
    private final ReferenceQueue<RddLike<?, ?>> garbage = new ReferenceQueue<>();

    private static final class Persisted extends WeakReference<RddLike<?, ?>> {
        private final int node;
        private final StorageLevel level;

        Persisted(RddLike<?, ?> rdd, StorageLevel level, ReferenceQueue<RddLike<?, ?>> garbage) {
            super(rdd, garbage);
            this.node = rdd.id();
            this.level = level;
        }
    }

    synchronized StorageLevel level(int node) {
        Persisted persisted = rdds.get(node);
        return persisted == null ? StorageLevel.NONE : persisted.level;
    }

    /** Remembers an RDD's level, which cannot be changed while it is persisted. */
    synchronized void put(RddLike<?, ?> rdd, StorageLevel level) {
        forgetGarbage();
        Persisted before = rdds.get(rdd.id());
        if (before != null && !before.level.equals(level)) {
            throw new UnsupportedOperationException(
                    "the RDD is persisted as %s: unpersist it before it gets another level, %s"
                            .formatted(before.level.description(), level.description()));
        }
        rdds.put(rdd.id(), new Persisted(rdd, level, garbage));
    }

    synchronized void remove(int node) {
        rdds.remove(node);
    }

    /** The persisted RDDs by their ids. */
    synchronized Map<Integer, Rdd<?>> all() {
        Map<Integer, Rdd<?>> alive = new HashMap<>();
        rdds.forEach((node, persisted) -> {
            RddLike<?, ?> rdd = persisted.get();
            if (rdd != null) {
                alive.put(node, new Rdd<>(rdd.context, rdd.lineage));
            }
        });
        return Map.copyOf(alive);
    }

    private void forgetGarbage() {
        for (Reference<?> gone = garbage.poll(); gone != null; gone = garbage.poll()) {
            rdds.remove(((Persisted) gone).node, gone);
        }
    }
}
