package io.sluice.streaming.rate;

/**
 * A source that can be told how much to take. A source of many partitions shares the rate out among them as it sees fit.
 * Called by the thread that brings events to listeners, while other threads take records.
 */
public interface RateTarget {
    /**
     * From now on, no more records a second than this, nor than the source's own limit. A rate of 0 or less changes nothing:
     * a source that took nothing could never be measured again.
     */
    void update(long recordsPerSecond);
}
