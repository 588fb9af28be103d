package io.sluice.streaming.receiver;

import io.sluice.streaming.event.StreamingListenerEvent;
import java.io.Serializable;
import java.util.List;

/** What a receiver on an executor and its driver tell each other. */
sealed interface ReceiverMessage extends Serializable {
    // ---- to the driver

    /** Blocks are stored, and batches may have them. */
    record Stored(List<RemoteBlock<?>> blocks) implements ReceiverMessage {}

    /** Something that listeners hear of. */
    record Happened(StreamingListenerEvent event) implements ReceiverMessage {}

    // ---- to the executor

    /** That many bytes are processed. */
    record Processed(long bytes) implements ReceiverMessage {}

    /** No batch can ask for what is in segments of the log before that one. */
    record Unneeded(long segment) implements ReceiverMessage {}

    /** That many records a second may be stored. */
    record Rate(long perSecond) implements ReceiverMessage {}

    /** The receiver ends. */
    record Stop(boolean graceful) implements ReceiverMessage {}
}
