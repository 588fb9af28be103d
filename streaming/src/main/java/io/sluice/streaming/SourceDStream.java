package io.sluice.streaming;

import io.sluice.Rdd;
import io.sluice.streaming.graph.InputNode;
import io.sluice.streaming.source.BatchInput;
import io.sluice.streaming.source.SourceContext;
import io.sluice.streaming.source.StreamSource;
import java.util.Optional;
import java.util.function.Function;

/**
 * The stream of a source that the batch cycle knows by itself. A connector extends it if its streams have something to offer
 * that others do not have; otherwise {@link StreamingContext#stream} is all it needs.
 *
 * @param <T> the records
 */
public class SourceDStream<T> extends InputDStream<T> {
    private final InputNode<T, ?> input;

    /**
     * For connectors.
     *
     * @param source makes the source, once
     */
    protected <P extends BatchInput> SourceDStream(
            StreamingContext streaming, Function<SourceContext, StreamSource<T, P>> source) {
        this(streaming, new InputNode<>(streaming.graph(), id -> source.apply(streaming.sourceContext(id))));
    }

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
