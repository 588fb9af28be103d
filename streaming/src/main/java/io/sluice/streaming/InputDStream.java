package io.sluice.streaming;

import static java.util.Objects.requireNonNull;

import io.sluice.Rdd;
import io.sluice.streaming.graph.InputNode;
import io.sluice.streaming.source.ComputedSource;
import java.util.Optional;

/**
 * A stream that records enter the program by. A program may extend it to make the RDD of each batch itself; what a batch's
 * RDD reads should be fixed when {@link #compute} returns it. Spark's {@code InputDStream}.
 *
 * @param <T> the records
 */
public abstract non-sealed class InputDStream<T> extends DStream<T> {
    private final InputNode<T, ?> input;

    /** For programs: a stream whose RDDs are what {@link #compute} returns. */
    protected InputDStream(StreamingContext streaming) {
        this(streaming, new ComputedSource<>());
    }

    private InputDStream(StreamingContext streaming, ComputedSource<T> source) {
        this(streaming, new InputNode<>(streaming.graph(), source));
        source.computedBy(new ComputedSource.Computation<>() {
            @Override
            public String name() {
                return InputDStream.this.name();
            }

            @Override
            public void start() {
                InputDStream.this.start();
            }

            @Override
            public void stop() {
                InputDStream.this.stop();
            }

            @Override
            public Optional<Rdd<T>> compute(Time time) {
                return requireNonNull(
                        InputDStream.this.compute(time), "compute returned null: return Optional.empty()");
            }
        });
    }

    InputDStream(StreamingContext streaming, InputNode<T, ?> input) {
        super(streaming, input);
        this.input = input;
    }

    /** The RDD of a batch, or none; called once for each batch, on the thread that plans batches. */
    @Override
    public abstract Optional<Rdd<T>> compute(Time validTime);

    /** Called once, when the context starts. */
    public void start() {}

    /** Called once, when the context stops. */
    public void stop() {}

    /** The number of the stream, as listeners see it. */
    public final int id() {
        return input.id();
    }

    /** What it is called in errors and events. */
    public String name() {
        return getClass().getSimpleName();
    }
}
