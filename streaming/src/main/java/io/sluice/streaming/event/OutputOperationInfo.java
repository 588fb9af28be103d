package io.sluice.streaming.event;

import io.sluice.streaming.Time;

/**
 * One output of one batch.
 *
 * @param id the output's number in the graph
 * @param name the operation, such as {@code foreachRDD}
 * @param description the operation, and the line of the program
 * @param startTime milliseconds since 1970, -1 before
 * @param endTime milliseconds since 1970, -1 before
 * @param failureReason why it failed, empty if it did not
 */
public record OutputOperationInfo(
        Time batchTime, int id, String name, String description, long startTime, long endTime, String failureReason) {
    /** How long it took in milliseconds, -1 before its end. */
    public long duration() {
        return endTime < 0 || startTime < 0 ? -1 : endTime - startTime;
    }
}
