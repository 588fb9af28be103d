package io.sluice.streaming.source;

import io.sluice.error.StreamException;
import io.sluice.streaming.event.ListenerBus;
import io.sluice.streaming.event.ReceiverInfo;
import io.sluice.streaming.event.StreamingListenerEvent;
import io.sluice.streaming.event.StreamingListenerReceiverError;
import io.sluice.streaming.event.StreamingListenerReceiverStarted;
import io.sluice.streaming.event.StreamingListenerReceiverStopped;
import io.sluice.time.StreamClock;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the log and the listeners how an input is, in the events that Spark has for receivers. Thread-safe.
 */
public final class InputReports {
    private static final Logger LOG = LoggerFactory.getLogger(StreamSource.class);

    private final int streamId;
    private final String name;
    private final StreamClock clock;
    private final Consumer<StreamingListenerEvent> events;
    private final String host;
    private final String executorId;
    private boolean active;
    private String lastMessage = "";
    private String lastError = "";
    private long lastTime = -1;

    /** For the input of a stream, under a name such as {@code socket localhost:9999}, that is taken in this process. */
    public InputReports(int streamId, String name, StreamClock clock, ListenerBus events) {
        this(streamId, name, clock, events::post, "localhost", "driver");
    }

    /** For the input of a stream that is taken by some process on a host. */
    public InputReports(
            int streamId,
            String name,
            StreamClock clock,
            Consumer<StreamingListenerEvent> events,
            String host,
            String executorId) {
        this.streamId = streamId;
        this.name = name;
        this.clock = clock;
        this.events = events;
        this.host = host;
        this.executorId = executorId;
    }

    public int streamId() {
        return streamId;
    }

    public String name() {
        return name;
    }

    /** It begins to receive. */
    public synchronized void started() {
        active = true;
        LOG.info("Input {} of stream {} starts", name, streamId);
        events.accept(new StreamingListenerReceiverStarted(info()));
    }

    /** It has ended, for a while or for good. */
    public synchronized void stopped() {
        active = false;
        LOG.info("Input {} of stream {} is stopped", name, streamId);
        events.accept(new StreamingListenerReceiverStopped(info()));
    }

    /** Tells of a problem; the error may be null. A problem of Sluice's own wording needs no stack trace in the log. */
    public synchronized void error(String message, Throwable error) {
        lastMessage = message;
        lastError = error == null ? "" : stackTrace(error);
        lastTime = clock.millis();
        if (error == null || error instanceof StreamException) {
            LOG.warn("Input {} of stream {}: {}", name, streamId, message);
        } else {
            LOG.warn("Input {} of stream {}: {}", name, streamId, message, error);
        }
        events.accept(new StreamingListenerReceiverError(info()));
    }

    private ReceiverInfo info() {
        return new ReceiverInfo(streamId, name, active, host, executorId, lastMessage, lastError, lastTime);
    }

    private static String stackTrace(Throwable error) {
        StringWriter text = new StringWriter();
        error.printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }
}
