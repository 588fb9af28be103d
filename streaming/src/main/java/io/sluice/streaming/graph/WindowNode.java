package io.sluice.streaming.graph;

import io.sluice.Rdd;
import io.sluice.StorageLevel;
import io.sluice.streaming.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The parent's RDDs of a stretch of time, as one. */
public final class WindowNode<T> extends StreamNode<T> {
    private final StreamNode<T> parent;
    private final Duration length;
    private final Duration slide;

    /**
     * Makes the node, and has the parent's RDDs kept, since several windows read each.
     *
     * @param length how far the window reaches back, a multiple of the parent's slide
     * @param slide how far apart windows are, a multiple of the parent's slide
     */
    public WindowNode(StreamNode<T> parent, Duration length, Duration slide) {
        super(parent.graph(), List.of(parent));
        this.parent = parent;
        this.length = Multiples.require("window length", length, parent);
        this.slide = Multiples.require("slide", slide, parent);
        parent.persistByDefault(StorageLevel.MEMORY_ONLY);
    }

    @Override
    public Duration slide() {
        return slide;
    }

    @Override
    protected Duration parentsRemember(Duration own) {
        return own.plus(length);
    }

    @Override
    protected Optional<Rdd<T>> compute(Time time) {
        List<Rdd<T>> rdds = new ArrayList<>();
        Time first = time.minus(length).plus(parent.slide());
        for (Time each : first.to(time, parent.slide())) {
            parent.rddFor(each).ifPresent(rdds::add);
        }
        return Optional.of(graph().context().union(rdds));
    }
}
