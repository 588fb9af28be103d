package io.sluice.streaming;

import io.sluice.Tuple2;
import io.sluice.streaming.graph.SnapshotNode;
import io.sluice.streaming.graph.StateNode;

/**
 * What a function over records and their keys' state made of each batch. Spark's {@code JavaMapWithStateDStream}.
 *
 * @param <K> the keys
 * @param <V> the values
 * @param <S> the state
 * @param <M> what the function made of a record
 */
public final class MapWithStateDStream<K, V, S, M> extends DStream<M> {
    private final StateNode<Tuple2<K, V>, M> state;

    MapWithStateDStream(StreamingContext streaming, StateNode<Tuple2<K, V>, M> node) {
        super(streaming, node);
        state = node;
    }

    /**
     * All keys and their state after each batch. Cost follows the keys that there are, and only if an output reads them. A
     * batch's RDD looks at the state itself: when the next batch has run, only a stream that is windowed or remembered still
     * has the earlier ones.
     */
    public PairDStream<K, S> stateSnapshots() {
        return new PairDStream<>(streaming, new SnapshotNode<>(state));
    }
}
