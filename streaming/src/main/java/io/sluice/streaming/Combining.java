package io.sluice.streaming;

import io.sluice.Rdd;
import io.sluice.streaming.graph.StreamNode;
import io.sluice.streaming.graph.TransformNode;
import java.util.List;

/** Brings streams together. */
final class Combining {
    private Combining() {}

    @SuppressWarnings("unchecked") // all streams are of Ts, and so are their RDDs
    static <T> DStream<T> union(StreamingContext streaming, List<DStream<T>> streams) {
        List<StreamNode<?>> nodes =
                streams.stream().<StreamNode<?>>map(DStreamLike::node).toList();
        return new DStream<>(
                streaming,
                new TransformNode<>(
                        streaming.graph(),
                        nodes,
                        (rdds, time) -> streaming.sluiceContext().union((List<Rdd<T>>) (List<?>) rdds)));
    }
}
