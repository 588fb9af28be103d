package io.sluice.streaming;

import io.sluice.streaming.graph.InputNode;
import io.sluice.streaming.receiver.Receiver;

/**
 * What a receiver stores. Spark's {@code JavaReceiverInputDStream}.
 *
 * @param <T> the records
 */
public final class ReceiverInputDStream<T> extends SourceDStream<T> {
    private final Receiver<T> receiver;

    ReceiverInputDStream(StreamingContext streaming, InputNode<T, ?> node, Receiver<T> receiver) {
        super(streaming, node);
        this.receiver = receiver;
    }

    public Receiver<T> getReceiver() {
        return receiver;
    }
}
