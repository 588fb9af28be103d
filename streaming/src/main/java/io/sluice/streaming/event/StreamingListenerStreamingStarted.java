package io.sluice.streaming.event;

/** The context was started, at a time in milliseconds since 1970. */
public record StreamingListenerStreamingStarted(long time) implements StreamingListenerEvent {}
