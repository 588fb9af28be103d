package io.sluice.embedded;

import io.sluice.lineage.Lineage;
import io.sluice.lineage.Stored;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Finds the marked nodes that a job has used, and has them stored. Thread-safe. */
final class Checkpoints {
    private final EmbeddedEngine engine;

    Checkpoints(EmbeddedEngine engine) {
        this.engine = engine;
    }

    /** Stores what a job that is done has used of marked nodes, those below first. */
    void storeMarked(Lineage<?> used, Cancellation job) {
        if (engine.kept().hasMarks()) {
            marked(used).values().forEach(node -> store(node, job));
        }
    }

    private <T> void store(Lineage<T> node, Cancellation job) {
        KeptNode kept = engine.kept().find(node);
        if (kept != null) {
            kept.<T>checkpoint().store(engine, job, node);
            engine.kept().unmark(node);
        }
    }

    /** By id, which puts a node after those it is computed from. Lineages may be deep: no recursion. */
    private Map<Integer, Lineage<?>> marked(Lineage<?> top) {
        Map<Integer, Lineage<?>> marked = new TreeMap<>();
        Set<Integer> seen = new HashSet<>();
        Deque<Lineage<?>> todo = new ArrayDeque<>();
        todo.push(top);
        while (!todo.isEmpty()) {
            Lineage<?> node = todo.pop();
            KeptNode kept = engine.kept().find(node);
            boolean hasMark = kept != null && kept.checkpoint() != null;
            if (!seen.add(node.id()) || (hasMark && kept.checkpoint().isStored())) {
                continue;
            }
            if (hasMark) {
                marked.put(node.id(), node);
            }
            Lineage<?> itself =
                    node instanceof Stored<?> stored ? stored.content().lineage() : node;
            todo.addAll(itself.parents());
        }
        return marked;
    }
}
