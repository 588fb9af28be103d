package io.sluice.streaming.event;

import java.io.Serializable;

/** A receiver stopped. */
public record StreamingListenerReceiverStopped(ReceiverInfo receiverInfo)
        implements StreamingListenerEvent, Serializable {}
