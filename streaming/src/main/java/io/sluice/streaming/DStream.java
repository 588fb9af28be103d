package io.sluice.streaming;

import io.sluice.Rdd;
import io.sluice.streaming.graph.StreamNode;

/**
 * A stream of records: an RDD for each batch. Spark's {@code JavaDStream}.
 *
 * @param <T> the records
 */
public final class DStream<T> extends DStreamLike<T, Rdd<T>, DStream<T>> {
    DStream(StreamingContext streaming, StreamNode<T> node) {
        super(streaming, node);
    }

    @Override
    Rdd<T> wrapRDD(Rdd<T> rdd) {
        return rdd;
    }

    @Override
    DStream<T> with(StreamNode<T> other) {
        return new DStream<>(streaming, other);
    }

    @Override
    DStream<T> self() {
        return this;
    }
}
