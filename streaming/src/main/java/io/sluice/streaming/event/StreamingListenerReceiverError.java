package io.sluice.streaming.event;

import java.io.Serializable;

/** A receiver reported an error, or failed. */
public record StreamingListenerReceiverError(ReceiverInfo receiverInfo)
        implements StreamingListenerEvent, Serializable {}
