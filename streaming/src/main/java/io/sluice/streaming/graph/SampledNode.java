package io.sluice.streaming.graph;

import io.sluice.Rdd;
import io.sluice.StorageLevel;
import io.sluice.streaming.Time;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Every nth RDD of a stateful node. */
public final class SampledNode<T> extends StreamNode<T> {
    private final StateNode<?, T> parent;
    private final Duration slide;

    /**
     * Makes the node.
     *
     * @param slide a multiple of the parent's slide
     */
    public SampledNode(StateNode<?, T> parent, Duration slide) {
        super(parent.graph(), List.of(parent));
        this.parent = parent;
        this.slide = slide;
    }

    /** Names the state, which is what a checkpoint knows. */
    @Override
    public void name(String name) {
        parent.name(name);
    }

    @Override
    public Duration slide() {
        return slide;
    }

    /** Its own RDDs are enough, unless they are needed for longer than until the next one. */
    @Override
    protected Duration parentsRemember(Duration own) {
        return own.compareTo(slide) > 0 ? own : parent.slide();
    }

    /** The parent's RDD is this node's, and it is kept in one way only. */
    @Override
    protected StorageLevel levelAt(Time time) {
        return parent.levelAt(time).isValid() ? StorageLevel.NONE : level();
    }

    @Override
    protected boolean writesCheckpoints() {
        return false;
    }

    @Override
    protected Optional<Rdd<T>> compute(Time time) {
        return parent.rddFor(time);
    }
}
