package io.sluice.streaming.event;

/** A receiver was started. */
public record StreamingListenerReceiverStarted(ReceiverInfo receiverInfo) implements StreamingListenerEvent {}
