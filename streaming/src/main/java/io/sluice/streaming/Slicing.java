package io.sluice.streaming;

import io.sluice.streaming.graph.StreamNode;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the times of a stream in a stretch of time. */
final class Slicing {
    private static final Logger LOG = LoggerFactory.getLogger(Slicing.class);

    private Slicing() {}

    static List<Time> times(StreamNode<?> node, Time from, Time to) {
        Time zero = node.graph().zeroTime();
        if (zero == null) {
            throw new IllegalStateException(
                    "slice of %s: the streaming context is not started, so there are no times yet"
                            .formatted(node.site()));
        }
        Duration slide = node.slide();
        Time first = floored(from, slide, zero);
        Time last = floored(to, slide, zero);
        return first.max(zero.plus(slide)).to(last, slide);
    }

    private static Time floored(Time time, Duration slide, Time zero) {
        Time floor = time.floor(slide, zero);
        if (!floor.equals(time)) {
            LOG.warn("slice: {} is no multiple of the slide, {}; taking {}", time, slide, floor);
        }
        return floor;
    }
}
