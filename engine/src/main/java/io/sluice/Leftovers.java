package io.sluice;

import io.sluice.engine.Engine;
import io.sluice.lineage.Lineage;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * What jobs left for later jobs, of RDDs that nobody will use again. It would be given up when memory is short, but until then
 * the garbage collector would carry it about.
 */
public final class Leftovers {
    private Leftovers() {}

    /**
     * Gives up what is left of RDDs and of what they were computed from, up to those that are still needed.
     *
     * @param done RDDs that are not used any more
     * @param needed RDDs that are
     */
    public static void giveUp(SluiceContext context, Collection<Rdd<?>> done, Collection<Rdd<?>> needed) {
        Set<Integer> seen = new HashSet<>();
        needed.forEach(rdd -> seen.add(rdd.lineage().id()));
        done.forEach(rdd -> giveUp(context.engine(), rdd.lineage(), seen));
    }

    private static void giveUp(Engine engine, Lineage<?> node, Set<Integer> seen) {
        if (seen.add(node.id())) {
            engine.forgetResults(node);
            node.parents().forEach(parent -> giveUp(engine, parent, seen));
        }
    }
}
