package io.sluice.streaming.event;

/** An output of a batch begins. */
public record StreamingListenerOutputOperationStarted(OutputOperationInfo outputOperationInfo)
        implements StreamingListenerEvent {}
