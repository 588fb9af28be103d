package io.sluice.streaming.receiver;

import io.sluice.error.StreamException;
import io.sluice.streaming.event.ListenerBus;
import io.sluice.streaming.event.ReceiverInfo;
import io.sluice.streaming.event.StreamingListenerReceiverError;
import io.sluice.streaming.event.StreamingListenerReceiverStarted;
import io.sluice.streaming.event.StreamingListenerReceiverStopped;
import io.sluice.time.StreamClock;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the log and the listeners how a receiver is. Thread-safe. */
final class ReceiverReports {
    private static final Logger LOG = LoggerFactory.getLogger(Receiver.class);

    private final int streamId;
    private final String name;
    private final StreamClock clock;
    private final ListenerBus events;
    private boolean active;
    private String lastMessage = "";
    private String lastError = "";
    private long lastTime = -1;

    ReceiverReports(int streamId, String name, StreamClock clock, ListenerBus events) {
        this.streamId = streamId;
        this.name = name;
        this.clock = clock;
        this.events = events;
    }

    int streamId() {
        return streamId;
    }

    String name() {
        return name;
    }

    synchronized void started() {
        active = true;
        LOG.info("Receiver {} of stream {} starts", name, streamId);
        events.post(new StreamingListenerReceiverStarted(info()));
    }

    synchronized void stopped() {
        active = false;
        LOG.info("Receiver {} of stream {} is stopped", name, streamId);
        events.post(new StreamingListenerReceiverStopped(info()));
    }

    /** Tells of a problem; the error may be null. A problem of Sluice's own wording needs no stack trace in the log. */
    synchronized void error(String message, Throwable error) {
        lastMessage = message;
        lastError = error == null ? "" : stackTrace(error);
        lastTime = clock.millis();
        if (error == null || error instanceof StreamException) {
            LOG.warn("Receiver {} of stream {}: {}", name, streamId, message);
        } else {
            LOG.warn("Receiver {} of stream {}: {}", name, streamId, message, error);
        }
        events.post(new StreamingListenerReceiverError(info()));
    }

    private ReceiverInfo info() {
        return new ReceiverInfo(streamId, name, active, "localhost", "driver", lastMessage, lastError, lastTime);
    }

    private static String stackTrace(Throwable error) {
        StringWriter text = new StringWriter();
        error.printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }
}
