package io.sluice.streaming.graph;

import io.sluice.Rdd;
import io.sluice.streaming.Time;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** One parent's RDD, transformed; none when the parent has none. */
public final class MappedNode<T, U> extends StreamNode<U> {
    private final StreamNode<T> parent;
    private final Function<Rdd<T>, Rdd<U>> transformation;

    public MappedNode(StreamNode<T> parent, Function<Rdd<T>, Rdd<U>> transformation) {
        super(parent.graph(), List.of(parent));
        this.parent = parent;
        this.transformation = transformation;
    }

    @Override
    protected Optional<Rdd<U>> compute(Time time) {
        return parent.rddFor(time).map(transformation);
    }
}
