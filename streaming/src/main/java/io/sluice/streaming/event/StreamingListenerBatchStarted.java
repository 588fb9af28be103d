package io.sluice.streaming.event;

/** The first output of a batch begins. */
public record StreamingListenerBatchStarted(BatchInfo batchInfo) implements StreamingListenerEvent {}
