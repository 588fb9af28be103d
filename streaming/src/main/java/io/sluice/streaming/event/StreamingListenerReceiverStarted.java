package io.sluice.streaming.event;

import java.io.Serializable;

/** A receiver was started. */
public record StreamingListenerReceiverStarted(ReceiverInfo receiverInfo)
        implements StreamingListenerEvent, Serializable {}
