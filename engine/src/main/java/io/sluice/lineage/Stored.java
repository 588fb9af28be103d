package io.sluice.lineage;

import static java.util.Objects.requireNonNull;

import io.sluice.Partitioner;
import io.sluice.operator.Origin;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/**
 * A node that is to be checkpointed, in the place of the node itself, whose id it shares. Nodes are immutable, and so
 * reachable as long as a child is; this one lets go of what it was computed from as soon as its records are stored, and so
 * cuts the lineage of all its children.
 */
public record Stored<T>(Origin origin, Content<T> content) implements Lineage<T> {
    /** How the records are had now. Thread-safe. A copy that travelled to another process is cut no more. */
    public static final class Content<T> implements Serializable {
        private volatile Lineage<T> lineage;

        public Content(Lineage<T> lineage) {
            this.lineage = requireNonNull(lineage, "lineage");
        }

        /** The node itself; once its records are stored, a source of them. */
        public Lineage<T> lineage() {
            return lineage;
        }

        /** The records are stored: has them read from now on. */
        public void cut(PartitionedSource<T> stored) {
            lineage = new Source<>(lineage.origin(), stored);
        }
    }

    /** A node to be checkpointed. */
    public static <T> Stored<T> of(Lineage<T> node) {
        return node instanceof Stored<T> already ? already : new Stored<>(node.origin(), new Content<>(node));
    }

    @Override
    public List<Lineage<?>> parents() {
        return List.of(content.lineage());
    }

    @Override
    public int numPartitions() {
        return content.lineage().numPartitions();
    }

    @Override
    public Optional<Partitioner> partitioner() {
        return content.lineage().partitioner();
    }
}
