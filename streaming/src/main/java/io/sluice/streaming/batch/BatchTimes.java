package io.sluice.streaming.batch;

import io.sluice.streaming.Time;
import io.sluice.streaming.checkpoint.History;
import io.sluice.time.StreamClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which times have batches. They follow the wall clock, except that they never go back: when the clock is set back, or is
 * behind the last batch of an earlier run, batch times run ahead of it from then on. Moved by the thread that plans.
 */
final class BatchTimes {
    private static final Logger LOG = LoggerFactory.getLogger(BatchTimes.class);

    /** Clocks that are adjusted while they run differ by less than that. */
    private static final Duration TOLERANCE = Duration.ofMillis(20);

    private final Time zero;
    private final Time first;
    private final Duration interval;
    private volatile Duration ahead;
    private final StreamClock clock;

    private BatchTimes(Time zero, Time first, Duration interval, Duration ahead, StreamClock clock) {
        this.zero = zero;
        this.first = first;
        this.interval = interval;
        this.ahead = ahead;
        this.clock = clock;
    }

    /** The times of a program that goes on after {@code before}, or begins. */
    static BatchTimes after(Optional<History> before, Duration interval, StreamClock clock) {
        Optional<Time> last = before.flatMap(History::lastPlanned);
        boolean sameInterval = before.filter(
                        history -> history.table().interval().equals(interval))
                .isPresent();
        Time now = new Time(clock.millis());
        Time due = sameInterval
                ? now.floor(interval, before.get().zero()).plus(interval)
                : now.floor(interval).plus(interval);
        Time first = last.map(planned -> due.max(planned.plus(interval))).orElse(due);
        Duration ahead = Duration.ofMillis(first.milliseconds() - due.milliseconds());
        if (ahead.compareTo(interval) > 0) {
            LOG.warn(
                    "The clock is {} behind the last batch, {}: batch times go on from there, ahead of the clock",
                    ahead,
                    last.orElseThrow());
        }
        Time zero = sameInterval ? before.get().zero() : first.minus(interval);
        return new BatchTimes(zero, first, interval, ahead, clock);
    }

    /** One interval before the first batch there ever was. */
    Time zero() {
        return zero;
    }

    /** The first new batch. */
    Time first() {
        return first;
    }

    /** When a batch is due. */
    Instant onTheClock(Time time) {
        return time.toInstant().minus(ahead);
    }

    /** The wait for a batch is over: if the clock does not say so, it was set back meanwhile. */
    void isDue(Time time) {
        Duration back = Duration.ofMillis(time.milliseconds() - clock.millis()).minus(ahead);
        if (back.compareTo(TOLERANCE) > 0) {
            ahead = ahead.plus(back);
            LOG.warn("The clock was set back by about {}: batch times go on, {} ahead of it", back, ahead);
        }
    }

    /** The last time that is due now. */
    Time lastDue() {
        return new Time(clock.millis() + ahead.toMillis()).floor(interval, first);
    }
}
