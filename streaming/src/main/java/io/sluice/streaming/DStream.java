package io.sluice.streaming;

import io.sluice.Rdd;
import io.sluice.streaming.graph.StreamNode;

/**
 * A stream of records: an RDD for each batch. Spark's {@code JavaDStream}.
 *
 * @param <T> the records
 */
public sealed class DStream<T> extends DStreamLike<T, Rdd<T>, DStream<T>> permits InputDStream, MapWithStateDStream {
    DStream(StreamingContext streaming, StreamNode<T> node) {
        super(streaming, node);
    }

    @Override
    final Rdd<T> wrapRDD(Rdd<T> rdd) {
        return rdd;
    }

    @Override
    final DStream<T> with(StreamNode<T> other) {
        return new DStream<>(streaming, other);
    }

    @Override
    final DStream<T> self() {
        return this;
    }
}
