package io.sluice.streaming.event;

/** A receiver reported an error, or failed. */
public record StreamingListenerReceiverError(ReceiverInfo receiverInfo) implements StreamingListenerEvent {}
