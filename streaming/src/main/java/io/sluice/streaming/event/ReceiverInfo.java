package io.sluice.streaming.event;

import java.io.Serializable;

/**
 * How a receiver is.
 *
 * @param streamId the number of its input in the graph
 * @param name what it is called
 * @param active whether it is running now
 * @param location the machine it runs on
 * @param executorId the process it runs in
 * @param lastErrorMessage empty if there was no error
 * @param lastError the stack trace of the last error, empty if there was none
 * @param lastErrorTime milliseconds since 1970, -1 if there was no error
 */
public record ReceiverInfo(
        int streamId,
        String name,
        boolean active,
        String location,
        String executorId,
        String lastErrorMessage,
        String lastError,
        long lastErrorTime)
        implements Serializable {}
