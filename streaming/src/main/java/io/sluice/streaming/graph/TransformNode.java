package io.sluice.streaming.graph;

import io.sluice.Rdd;
import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;
import io.sluice.function.Function2;
import io.sluice.streaming.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The program's own function over the RDDs of one or more streams, called once a batch. All streams slide alike, and all must
 * have an RDD at the time.
 */
public final class TransformNode<U> extends StreamNode<U> {
    private final Function2<List<Rdd<?>>, Time, Rdd<U>> transformation;

    public TransformNode(
            StreamGraph graph, List<StreamNode<?>> parents, Function2<List<Rdd<?>>, Time, Rdd<U>> transformation) {
        super(graph, requireAlike(graph, parents));
        this.transformation = transformation;
    }

    private static List<StreamNode<?>> requireAlike(StreamGraph graph, List<StreamNode<?>> parents) {
        if (parents.isEmpty()) {
            throw new IllegalArgumentException("at least one stream is needed, got none");
        }
        Duration slide = parents.get(0).slide();
        for (StreamNode<?> parent : parents) {
            if (parent.graph() != graph) {
                throw new IllegalArgumentException(
                        "streams of different contexts cannot work together: %s".formatted(parent.site()));
            }
            if (!parent.slide().equals(slide)) {
                throw new IllegalArgumentException(
                        "streams that work together must slide alike: %s slides by %s, %s by %s"
                                .formatted(parents.get(0).site(), slide, parent.site(), parent.slide()));
            }
        }
        return parents;
    }

    @Override
    protected Optional<Rdd<U>> compute(Time time) {
        List<Rdd<?>> rdds = new ArrayList<>(parents().size());
        for (StreamNode<?> parent : parents()) {
            rdds.add(parent.rddFor(time).orElseThrow(() -> noRdd(parent, time)));
        }
        Rdd<U> result;
        try {
            result = transformation.call(rdds, time);
        } catch (RuntimeException unchecked) {
            throw unchecked;
        } catch (Exception checked) {
            throw new java.lang.reflect.UndeclaredThrowableException(checked);
        }
        if (result == null) {
            throw new StreamException(
                    ErrorCode.NULL_FROM_FUNCTION,
                    "The function of %s returned null for time %s.".formatted(site(), time),
                    "Return context.emptyRDD() when there is nothing to give.");
        }
        return Optional.of(result);
    }

    private StreamException noRdd(StreamNode<?> parent, Time time) {
        return new StreamException(
                ErrorCode.GRAPH_INVALID,
                "%s needs an RDD from %s, which has none for time %s.".formatted(site(), parent.site(), time),
                "Have the input give an empty RDD when it has no records.");
    }
}
