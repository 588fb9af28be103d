package io.sluice.streaming;

import io.sluice.streaming.graph.InputNode;
import io.sluice.streaming.graph.Output;
import io.sluice.streaming.graph.StreamGraph;
import io.sluice.streaming.graph.StreamNode;
import io.sluice.streaming.sink.SinkGuarantee;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a program promises from end to end if its process dies at any moment and is started again: each source to each output. */
final class Guarantees {
    private static final Logger LOG = LoggerFactory.getLogger(Guarantees.class);

    private final StreamGraph graph;
    private final boolean checkpointed;

    Guarantees(StreamGraph graph, boolean checkpointed) {
        this.graph = graph;
        this.checkpointed = checkpointed;
    }

    /** Says it in the log. */
    void log() {
        lines().forEach(line -> LOG.info("Guarantee: {}", line));
    }

    /** One line for each pair of a source and an output that it reaches, in the order of the program. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (Output<?> output : graph.outputs()) {
            Set<StreamNode<?>> above = new HashSet<>();
            collect(output.parent(), above);
            for (InputNode<?, ?> input : graph.inputs()) {
                if (above.contains(input)) {
                    lines.add(line(input, output));
                }
            }
        }
        return lines;
    }

    private static void collect(StreamNode<?> node, Set<StreamNode<?>> above) {
        if (above.add(node)) {
            node.parents().forEach(parent -> collect(parent, above));
        }
    }

    private String line(InputNode<?, ?> input, Output<?> output) {
        return "%s (%s) -> %s (%s): %s"
                .formatted(
                        input.name(),
                        input.source().name(),
                        output.name(),
                        output.target(),
                        promise(input, output.guarantee()));
    }

    private String promise(InputNode<?, ?> input, SinkGuarantee sink) {
        boolean replayed = checkpointed && input.source().planCodec().isPresent();
        if (replayed) {
            return "%s: the source is replayed, and %s"
                    .formatted(sink.once() ? "exactly once" : "at least once", sink.words());
        }
        String loss = checkpointed
                ? "what the source gave and no batch finished is lost if the process dies"
                : "without a checkpoint directory, what no batch finished is lost if the process dies";
        return "%s: %s, and %s".formatted(sink.once() ? "at most once" : "no guarantee", loss, sink.words());
    }
}
