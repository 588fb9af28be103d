package io.sluice.streaming.kafka;

import org.apache.kafka.clients.consumer.OffsetCommitCallback;

/**
 * What a direct stream is besides: {@code ((CanCommitOffsets) stream).commitAsync(ranges)}. A program needs it only if it
 * says itself what of its results counts; with a {@code group.id}, the offsets of committed batches go to the group anyway.
 */
public interface CanCommitOffsets {
    /** Commits the ends of the ranges to the consumer group, soon; at the latest when the context stops. Thread-safe. */
    void commitAsync(OffsetRange[] offsetRanges);

    /**
     * Like {@link #commitAsync(OffsetRange[])}.
     *
     * @param callback called when that is done or has failed, on a thread that must not be held up; or null
     */
    void commitAsync(OffsetRange[] offsetRanges, OffsetCommitCallback callback);
}
