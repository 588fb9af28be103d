package io.sluice.streaming.event;

/** An output of a batch ended, well or not. */
public record StreamingListenerOutputOperationCompleted(OutputOperationInfo outputOperationInfo)
        implements StreamingListenerEvent {}
