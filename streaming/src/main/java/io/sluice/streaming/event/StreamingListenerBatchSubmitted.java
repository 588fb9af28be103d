package io.sluice.streaming.event;

/** A batch was planned, and waits to be run. */
public record StreamingListenerBatchSubmitted(BatchInfo batchInfo) implements StreamingListenerEvent {}
