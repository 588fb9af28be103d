package io.sluice.streaming.event;

/** Something that a listener hears of: what happened, as immutable data. */
public sealed interface StreamingListenerEvent
        permits StreamingListenerStreamingStarted,
                StreamingListenerReceiverStarted,
                StreamingListenerReceiverError,
                StreamingListenerReceiverStopped,
                StreamingListenerBatchSubmitted,
                StreamingListenerBatchStarted,
                StreamingListenerBatchCompleted,
                StreamingListenerOutputOperationStarted,
                StreamingListenerOutputOperationCompleted {}
