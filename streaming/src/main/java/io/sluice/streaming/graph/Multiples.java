package io.sluice.streaming.graph;

import io.sluice.CallSite;
import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;
import java.time.Duration;

/** The rule that windows consist of whole batches. */
public final class Multiples {
    private Multiples() {}

    /**
     * The duration, which must be a multiple of how the parent slides.
     *
     * @throws StreamException {@code GRAPH_INVALID}, naming the line of the program that said it
     */
    public static Duration require(String what, Duration duration, StreamNode<?> parent) {
        long step = parent.slide().toMillis();
        if (duration.toMillis() < 1 || duration.toMillis() % step != 0) {
            throw new StreamException(
                    ErrorCode.GRAPH_INVALID,
                    "The %s of %s is %d ms, which is no multiple of the parent's slide, %d ms."
                            .formatted(what, CallSite.here(), duration.toMillis(), step),
                    "Choose a multiple of %d ms.".formatted(step));
        }
        return duration;
    }
}
