package io.sluice.embedded;

import io.sluice.embedded.block.BlockStore;
import io.sluice.embedded.block.NodeBlocks;
import io.sluice.lineage.Lineage;
import io.sluice.lineage.Stored;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The nodes of which something is to be kept, by id, as long as the program can reach them: what was kept of a node that is
 * garbage is freed when the next job starts. Thread-safe.
 */
final class KeptNodes implements AutoCloseable {
    private final BlockStore store;
    private final Map<Integer, KeptNode> nodes = new ConcurrentHashMap<>();
    private final ReferenceQueue<Lineage<?>> garbage = new ReferenceQueue<>();
    private final Set<Integer> marks = ConcurrentHashMap.newKeySet();
    private final Map<Watch, Boolean> watches = new ConcurrentHashMap<>();

    /** Tells when one of the objects that stand for a node is garbage: the node itself, or the one in its place. */
    private static final class Watch extends WeakReference<Lineage<?>> {
        private final int id;
        private final KeptNode kept;

        Watch(Lineage<?> node, KeptNode kept, ReferenceQueue<Lineage<?>> garbage) {
            super(node, garbage);
            this.id = node.id();
            this.kept = kept;
        }
    }

    KeptNodes(BlockStore store) {
        this.store = store;
    }

    /** What is kept of a node, null if nothing. */
    KeptNode find(Lineage<?> node) {
        return nodes.isEmpty() ? null : nodes.get(node.id());
    }

    /** What is to be kept of a node, watched from now on. */
    synchronized KeptNode keep(Lineage<?> node) {
        KeptNode kept = nodes.computeIfAbsent(node.id(), id -> new KeptNode(store));
        kept.watch(1);
        watches.put(new Watch(node, kept, garbage), true);
        return kept;
    }

    /** Marks a node, to be checkpointed. */
    <T> void mark(Stored<T> node, Checkpoint<T> mark) {
        keep(node.content().lineage()); // children made before hold this, children made from now on the other
        keep(node).checkpoint(mark);
        marks.add(node.id());
    }

    /** The node is checkpointed. */
    void unmark(Lineage<?> node) {
        marks.remove(node.id());
    }

    /** Whether any node is marked. */
    boolean hasMarks() {
        return !marks.isEmpty();
    }

    void unpersist(Lineage<?> node) {
        KeptNode kept = nodes.get(node.id());
        if (kept != null) {
            kept.unpersist();
            forgetIfEmpty(node.id(), kept);
        }
    }

    private synchronized void forgetIfEmpty(int id, KeptNode kept) {
        if (kept.checkpoint() == null) {
            nodes.remove(id, kept);
        }
    }

    /** Frees what was kept of nodes that nobody can reach any more. */
    void forgetGarbage() {
        for (Reference<?> gone = garbage.poll(); gone != null; gone = garbage.poll()) {
            forget((Watch) gone);
        }
    }

    private synchronized void forget(Watch gone) {
        watches.remove(gone);
        if (gone.kept.watch(-1) == 0) {
            nodes.remove(gone.id, gone.kept);
            marks.remove(gone.id);
            gone.kept.drop();
        }
    }

    /** The blocks of a node; null if it is not persisted. */
    NodeBlocks blocks(Lineage<?> node) {
        KeptNode kept = find(node);
        return kept == null ? null : kept.blocks(node);
    }

    /** Whether all of a node's records are at hand, so that nothing below it is needed. */
    boolean isComplete(Lineage<?> node) {
        KeptNode kept = find(node);
        return kept != null && kept.isComplete();
    }

    @Override
    public void close() {
        nodes.values().forEach(KeptNode::drop);
        nodes.clear();
        watches.clear();
        store.close();
    }
}
