package io.sluice.streaming;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;

/**
 * The time of a batch: the end of the interval whose input it takes.
 *
 * @param milliseconds since 1970
 */
public record Time(long milliseconds) implements Comparable<Time>, Serializable {
    public boolean less(Time that) {
        return milliseconds < that.milliseconds;
    }

    public boolean lessEq(Time that) {
        return milliseconds <= that.milliseconds;
    }

    public boolean greater(Time that) {
        return milliseconds > that.milliseconds;
    }

    public boolean greaterEq(Time that) {
        return milliseconds >= that.milliseconds;
    }

    public Time plus(Duration duration) {
        return new Time(milliseconds + duration.toMillis());
    }

    public Time minus(Duration duration) {
        return new Time(milliseconds - duration.toMillis());
    }

    /** How long after {@code that} this is; negative if before. */
    public Duration minus(Time that) {
        return Duration.ofMillis(milliseconds - that.milliseconds);
    }

    /** The last multiple of {@code duration} since 1970 that is not after this. */
    public Time floor(Duration duration) {
        return floor(duration, new Time(0));
    }

    /** The last multiple of {@code duration} since {@code zero} that is not after this. */
    public Time floor(Duration duration, Time zero) {
        long since = milliseconds - zero.milliseconds;
        return new Time(zero.milliseconds + Math.floorDiv(since, duration.toMillis()) * duration.toMillis());
    }

    public boolean isMultipleOf(Duration duration) {
        return milliseconds % duration.toMillis() == 0;
    }

    public Time min(Time that) {
        return less(that) ? this : that;
    }

    public Time max(Time that) {
        return greater(that) ? this : that;
    }

    /** The times from this to {@code that}, which is left out, one {@code step} apart. */
    public List<Time> until(Time that, Duration step) {
        return every(that.milliseconds, step);
    }

    /** The times from this to {@code that}, which is included if a step falls on it. */
    public List<Time> to(Time that, Duration step) {
        return every(that.milliseconds + 1, step);
    }

    private List<Time> every(long end, Duration step) {
        return LongStream.iterate(milliseconds, time -> time < end, time -> time + step.toMillis())
                .mapToObj(Time::new)
                .toList();
    }

    public Instant toInstant() {
        return Instant.ofEpochMilli(milliseconds);
    }

    @Override
    public int compareTo(Time that) {
        return Long.compare(milliseconds, that.milliseconds);
    }

    @Override
    public String toString() {
        return milliseconds + " ms";
    }
}
