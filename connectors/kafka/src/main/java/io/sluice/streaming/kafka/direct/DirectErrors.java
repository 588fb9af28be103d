package io.sluice.streaming.kafka.direct;

import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;

/** Says what a direct stream cannot do. */
final class DirectErrors {
    private DirectErrors() {}

    static StreamException memoryUnreadable(String source, Exception cause) {
        return new StreamException(
                ErrorCode.CHECKPOINT_CORRUPT,
                "Where '%s' was cannot be read: %s.".formatted(source, cause.getMessage()),
                "Use the version of Sluice that wrote it, or begin with a new checkpoint directory.",
                cause);
    }
}
