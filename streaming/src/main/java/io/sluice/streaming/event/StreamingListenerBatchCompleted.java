package io.sluice.streaming.event;

/** All outputs of a batch ended, well or not. */
public record StreamingListenerBatchCompleted(BatchInfo batchInfo) implements StreamingListenerEvent {}
