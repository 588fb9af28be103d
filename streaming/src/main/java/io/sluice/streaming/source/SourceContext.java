package io.sluice.streaming.source;

import io.sluice.SluiceContext;
import io.sluice.streaming.event.ListenerBus;
import io.sluice.time.StreamClock;
import java.time.Duration;

/**
 * What a source may use of the program that it is for.
 *
 * @param streamId the number of its stream, as listeners see it
 * @param context makes its RDDs, and has its settings
 */
public record SourceContext(
        int streamId, SluiceContext context, StreamClock clock, Duration batchInterval, ListenerBus events) {
    /** Tells the log and the listeners how it is, under the source's name. */
    public InputReports reports(String name) {
        return new InputReports(streamId, name, clock, events);
    }
}
