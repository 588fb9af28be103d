package io.sluice.streaming.receiver;

import static java.util.Objects.requireNonNull;

import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;
import java.io.Serializable;
import java.time.Duration;

/**
 * What receivers are told, read once.
 *
 * @param batchInterval how far apart batches are
 * @param blockInterval how often what was stored becomes a block; each batch also takes what is there when it is planned
 * @param maxRate records a second that one receiver may store; {@link Long#MAX_VALUE} for no limit
 * @param restartDelay how long a receiver rests before its first restart
 * @param log whether and how what is stored is logged
 */
public record ReceiverSettings(
        Duration batchInterval, Duration blockInterval, long maxRate, Duration restartDelay, ReceivedLogSettings log)
        implements Serializable {
    public ReceiverSettings {
        requireNonNull(batchInterval, "batchInterval");
        requireNonNull(log, "log");
        if (blockInterval.toMillis() < 1) {
            throw invalid("sluice.streaming.blockInterval", blockInterval, "at least 1 ms");
        }
        if (maxRate < 1) {
            throw invalid("sluice.streaming.receiver.maxRate", maxRate, "at least 1 record a second, or nothing");
        }
        if (restartDelay.isNegative()) {
            throw invalid("sluice.streaming.receiverRestartDelay", restartDelay, "0 or more");
        }
    }

    private static StreamException invalid(String key, Object value, String expected) {
        return new StreamException(
                ErrorCode.INVALID_SETTING, "%s is %s.".formatted(key, value), "Set it to %s.".formatted(expected));
    }

    /** Whether batches are so far apart that blocks are cut in between. */
    boolean cutsBetweenBatches() {
        return blockInterval.compareTo(batchInterval) < 0;
    }
}
