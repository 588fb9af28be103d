package io.sluice.streaming.kafka.direct;

import io.sluice.time.StreamClock;
import java.time.Duration;

/** Says when an interval has gone by since it said so last, or was made. Thread-safe. */
final class Every {
    private final long intervalNanos;
    private final StreamClock clock;
    private long lastNanos;

    Every(Duration interval, StreamClock clock) {
        this.intervalNanos = interval.toNanos();
        this.clock = clock;
        this.lastNanos = clock.nanoTime();
    }

    synchronized boolean isDue() {
        long now = clock.nanoTime();
        if (now - lastNanos < intervalNanos) {
            return false;
        }
        lastNanos = now;
        return true;
    }
}
