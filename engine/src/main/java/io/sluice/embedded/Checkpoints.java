package io.sluice.embedded;

import io.sluice.lineage.Lineage;
import io.sluice.lineage.MarkedNodes;

/** Finds the marked nodes that a job has used, and has them stored. Thread-safe. */
final class Checkpoints {
    private final EmbeddedEngine engine;

    Checkpoints(EmbeddedEngine engine) {
        this.engine = engine;
    }

    /** Stores what a job that is done has used of marked nodes, those below first. */
    void storeMarked(Lineage<?> used, Cancellation job) {
        if (engine.kept().hasMarks()) {
            MarkedNodes.of(
                            used,
                            this::isMarked,
                            node -> isMarked(node) && checkpoint(node).isStored())
                    .forEach(node -> store(node, job));
        }
    }

    private boolean isMarked(Lineage<?> node) {
        return checkpoint(node) != null;
    }

    /** The checkpoint of a node, or null. */
    private Checkpoint<?> checkpoint(Lineage<?> node) {
        KeptNode kept = engine.kept().find(node);
        return kept == null ? null : kept.checkpoint();
    }

    private <T> void store(Lineage<T> node, Cancellation job) {
        KeptNode kept = engine.kept().find(node);
        if (kept != null) {
            kept.<T>checkpoint().store(engine, job, node);
            engine.kept().unmark(node);
        }
    }
}
