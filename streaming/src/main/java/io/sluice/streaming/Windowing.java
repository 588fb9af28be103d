package io.sluice.streaming;

import io.sluice.PairRdd;
import io.sluice.Partitioner;
import io.sluice.Rdd;
import io.sluice.streaming.graph.Multiples;
import io.sluice.streaming.graph.SampledNode;
import io.sluice.streaming.graph.StateNode;
import io.sluice.streaming.graph.StreamNode;
import io.sluice.streaming.state.ReduceWindow;
import java.time.Duration;
import java.util.function.Function;

/**
 * Makes the nodes of windows that are reduced by what enters and leaves them.
 *
 * @param length how far a window reaches back
 * @param slide how far apart windows are
 */
record Windowing(Duration length, Duration slide) {
    <P, K, V, T> StreamNode<T> over(
            StreamNode<P> parent,
            ReduceWindow.Inverse<V> functions,
            Partitioner byKey,
            Function<Rdd<P>, PairRdd<K, V>> reduced,
            Function<PairRdd<K, V>, Rdd<T>> result) {
        Multiples.require("window length", length, parent);
        Multiples.require("slide", slide, parent);
        ReduceWindow.Span span = new ReduceWindow.Span(length, parent.slide());
        StateNode<P, T> state = new StateNode<>(
                parent, new ReduceWindow<>(parent.graph().context(), functions, span, byKey, reduced, result));
        return slide.equals(parent.slide()) ? state : new SampledNode<>(state, slide);
    }
}
