package io.sluice.streaming.event;

/**
 * Hears what happens in a streaming context. Calls come one at a time, on a thread of their own, in the order of events:
 * batch submitted, started, its outputs started and completed, batch completed. What a listener throws is logged and goes
 * no further. Do not stop the context from inside a call.
 */
public interface StreamingListener {
    default void onStreamingStarted(StreamingListenerStreamingStarted streamingStarted) {}

    default void onReceiverStarted(StreamingListenerReceiverStarted receiverStarted) {}

    default void onReceiverError(StreamingListenerReceiverError receiverError) {}

    default void onReceiverStopped(StreamingListenerReceiverStopped receiverStopped) {}

    default void onBatchSubmitted(StreamingListenerBatchSubmitted batchSubmitted) {}

    default void onBatchStarted(StreamingListenerBatchStarted batchStarted) {}

    default void onBatchCompleted(StreamingListenerBatchCompleted batchCompleted) {}

    default void onOutputOperationStarted(StreamingListenerOutputOperationStarted outputOperationStarted) {}

    default void onOutputOperationCompleted(StreamingListenerOutputOperationCompleted outputOperationCompleted) {}
}
