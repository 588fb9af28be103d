package io.sluice.streaming.receiver;

import java.time.Duration;

/** How long a receiver rests before a restart: twice as long after each run that came to nothing, up to a limit. Confined. */
final class RestartDelay {
    private static final int MOST_DOUBLINGS = 3;

    private final Duration base;
    private int doublings;

    RestartDelay(Duration base) {
        this.base = base;
    }

    /** A run that lasted this long counts as a success even if nothing was stored. */
    Duration longest() {
        return base.multipliedBy(1L << MOST_DOUBLINGS);
    }

    /** The delay after a run. */
    Duration after(boolean success) {
        doublings = success ? 0 : doublings;
        Duration delay = base.multipliedBy(1L << doublings);
        doublings = Math.min(MOST_DOUBLINGS, doublings + 1);
        return delay;
    }
}
