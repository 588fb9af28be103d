package io.sluice.streaming.graph;

import io.sluice.Rdd;
import io.sluice.streaming.Time;
import io.sluice.streaming.source.BatchInput;
import io.sluice.streaming.source.StreamSource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;

/**
 * Where a source enters the graph. Its RDD at a time reads what was planned for that time, and nothing else.
 *
 * @param <T> the records
 * @param <P> what the source plans
 */
public final class InputNode<T, P extends BatchInput> extends StreamNode<T> {
    private final StreamSource<T, P> source;
    private final Map<Time, P> planned = new ConcurrentHashMap<>();

    public InputNode(StreamGraph graph, StreamSource<T, P> source) {
        this(graph, id -> source);
    }

    /** With a source that is told the number of its node. */
    public InputNode(StreamGraph graph, IntFunction<? extends StreamSource<T, P>> source) {
        super(graph, List.of());
        this.source = source.apply(id());
        graph.register(this);
    }

    public StreamSource<T, P> source() {
        return source;
    }

    @Override
    public Duration slide() {
        return graph().batchInterval();
    }

    /** Fixes the input of a batch. */
    public Optional<P> plan(Time time) {
        Optional<P> input = source.plan(time);
        input.ifPresent(plan -> planned.put(time, plan));
        return input;
    }

    @Override
    protected void forgetUntil(Time oldest) {
        planned.keySet().removeIf(time -> time.lessEq(oldest));
    }

    /** A plan is needed until its RDD is made, and all nodes ask at planning time; windows ask the memory of RDDs. */
    @Override
    protected Optional<Rdd<T>> compute(Time time) {
        return Optional.ofNullable(planned.remove(time)).map(source::rdd);
    }
}
