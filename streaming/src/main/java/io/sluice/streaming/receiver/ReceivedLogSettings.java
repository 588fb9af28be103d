package io.sluice.streaming.receiver;

import static java.util.Objects.requireNonNull;

import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;
import java.io.Serializable;
import java.time.Duration;

/**
 * Whether and how what receivers store is logged.
 *
 * @param enabled whether it is
 * @param className a {@link WriteAheadLog} of the program's own; empty for the checkpoint directory
 * @param rollingInterval how often a new file is begun
 * @param maxFailures how often a write to a log of the program's own is tried
 * @param closeFileAfterWrite whether each force ends a file, for file systems that show only whole files
 * @param slowAfter how long a force may take before it is reported
 */
public record ReceivedLogSettings(
        boolean enabled,
        String className,
        Duration rollingInterval,
        int maxFailures,
        boolean closeFileAfterWrite,
        Duration slowAfter)
        implements Serializable {
    /** No log. */
    public static final ReceivedLogSettings NONE =
            new ReceivedLogSettings(false, "", Duration.ofMinutes(1), 3, false, Duration.ofSeconds(30));

    private static final String PREFIX = "sluice.streaming.receiver.writeAheadLog.";

    public ReceivedLogSettings {
        requireNonNull(className, "className");
        if (rollingInterval.isNegative() || rollingInterval.isZero()) {
            throw invalid("rollingIntervalSecs", rollingInterval.toSeconds(), "1 or more");
        }
        if (maxFailures < 1) {
            throw invalid("maxFailures", maxFailures, "1 or more");
        }
    }

    private static StreamException invalid(String key, long value, String expected) {
        return new StreamException(
                ErrorCode.INVALID_SETTING,
                "%s%s is %d.".formatted(PREFIX, key, value),
                "Set it to %s.".formatted(expected));
    }
}
