package io.sluice.lineage;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Finds the nodes that a job has used and that are to be stored after it. */
public final class MarkedNodes {
    private MarkedNodes() {}

    /**
     * The marked ones among a node and all those that it is computed from, each after those that itself is computed from. Lineages
     * may be deep: no recursion.
     *
     * @param isStored says where to go no further, as what is below is not used any more
     */
    public static Collection<Lineage<?>> of(
            Lineage<?> top, Predicate<Lineage<?>> isMarked, Predicate<Lineage<?>> isStored) {
        Map<Integer, Lineage<?>> marked = new TreeMap<>(); // ids are in that order
        Set<Integer> seen = new HashSet<>();
        Deque<Lineage<?>> todo = new ArrayDeque<>();
        todo.push(top);
        while (!todo.isEmpty()) {
            Lineage<?> node = todo.pop();
            if (!seen.add(node.id()) || isStored.test(node)) {
                continue;
            }
            if (isMarked.test(node)) {
                marked.put(node.id(), node);
            }
            Lineage<?> itself =
                    node instanceof Stored<?> stored ? stored.content().lineage() : node;
            todo.addAll(itself.parents());
        }
        return marked.values();
    }
}
