package io.sluice;

import io.sluice.lineage.Lineage;
import io.sluice.lineage.Shuffle;
import java.util.Iterator;

/** A lineage as lines of text. */
final class LineageText {
    private final SluiceContext context;
    private final StringBuilder lines = new StringBuilder();

    LineageText(SluiceContext context) {
        this.context = context;
    }

    String of(Lineage<?> lineage) {
        add(lineage, "", "");
        return lines.toString().stripTrailing();
    }

    /** A line for the node and each one it is computed from alone; below, further in, those beyond a shuffle or side by side. */
    private void add(Lineage<?> top, String head, String margin) {
        String partitions = "(%d) ".formatted(top.numPartitions());
        String inside = margin + " ".repeat(partitions.length() - 3);
        line(top, head + partitions);
        Lineage<?> node = top;
        while (continues(node)) {
            node = node.parents().get(0);
            line(node, inside + "|  ");
        }
        for (Iterator<? extends Lineage<?>> parents = node.parents().iterator(); parents.hasNext(); ) {
            add(parents.next(), inside + "+-", inside + (parents.hasNext() ? "| " : "  "));
        }
    }

    private static boolean continues(Lineage<?> node) {
        return node.parents().size() == 1
                && !(node instanceof Shuffle<?, ?, ?>)
                && node.parents().get(0).numPartitions() == node.numPartitions();
    }

    private void line(Lineage<?> node, String head) {
        String name = node.origin().name();
        lines.append(head)
                .append(name.isEmpty() ? "" : name + " ")
                .append("%s[%d] %s".formatted(node.getClass().getSimpleName(), node.id(), node.origin()));
        StorageLevel level = context.persisted().level(node.id());
        if (level.isValid()) {
            lines.append(" [%s, %d of %d partitions kept]"
                    .formatted(level.description(), context.engine().persistedPartitions(node), node.numPartitions()));
        }
        context.engine()
                .checkpointFile(node)
                .ifPresent(
                        file -> lines.append(" [checkpointed in ").append(file).append(']'));
        lines.append('\n');
    }
}
