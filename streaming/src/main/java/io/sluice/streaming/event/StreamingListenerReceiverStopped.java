package io.sluice.streaming.event;

/** A receiver stopped. */
public record StreamingListenerReceiverStopped(ReceiverInfo receiverInfo) implements StreamingListenerEvent {}
