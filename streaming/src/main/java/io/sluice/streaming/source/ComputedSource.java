package io.sluice.streaming.source;

import io.sluice.Rdd;
import io.sluice.streaming.Time;
import java.util.Optional;

/** A source whose RDDs a program makes itself, one for each batch. */
public final class ComputedSource<T> implements StreamSource<T, ComputedSource.Computed<T>> {
    private Computation<T> computation;

    /** The program's part. */
    public interface Computation<T> {
        String name();

        void start();

        void stop();

        Optional<Rdd<T>> compute(Time time);
    }

    /** What the program made for a batch. */
    public record Computed<T>(Rdd<T> rdd, String name) implements BatchInput {
        @Override
        public long records() {
            return -1;
        }

        @Override
        public String description() {
            return name;
        }
    }

    /** Says who makes the RDDs; before the start. */
    public void computedBy(Computation<T> program) {
        computation = program;
    }

    @Override
    public String name() {
        return computation.name();
    }

    @Override
    public void start() {
        computation.start();
    }

    @Override
    public void stop(boolean graceful) {
        computation.stop();
    }

    @Override
    public Optional<Computed<T>> plan(Time time) {
        return computation.compute(time).map(rdd -> new Computed<>(rdd, name()));
    }

    @Override
    public Rdd<T> rdd(Computed<T> input) {
        return input.rdd();
    }
}
