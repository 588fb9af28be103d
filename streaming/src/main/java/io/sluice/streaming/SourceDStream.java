package io.sluice.streaming;

import io.sluice.Rdd;
import io.sluice.streaming.graph.InputNode;
import java.util.Optional;

/** The stream of a source that the batch cycle knows by itself. */
class SourceDStream<T> extends InputDStream<T> {
    private final InputNode<T, ?> input;

    SourceDStream(StreamingContext streaming, InputNode<T, ?> node) {
        super(streaming, node);
        input = node;
    }

    @Override
    public final Optional<Rdd<T>> compute(Time validTime) {
        return input.rddFor(validTime);
    }

    @Override
    public final String name() {
        return input.source().name();
    }
}
