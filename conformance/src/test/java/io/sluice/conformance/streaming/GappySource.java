package io.sluice.conformance.streaming;

import io.sluice.Rdd;
import io.sluice.SluiceContext;
import io.sluice.streaming.Time;
import io.sluice.streaming.source.BatchInput;
import io.sluice.streaming.source.StreamSource;
import java.util.List;
import java.util.Optional;

/** Gives one record in some batches and, unlike an empty source, no RDD at all in the others. */
final class GappySource implements StreamSource<Integer, GappySource.One> {
    record One(int value) implements BatchInput {
        @Override
        public long records() {
            return 1;
        }

        @Override
        public String description() {
            return "record " + value;
        }
    }

    private final SluiceContext context;
    private final List<Integer> withRdd;
    private int batches;

    /** Batches count from 1. */
    GappySource(SluiceContext context, Integer... withRdd) {
        this.context = context;
        this.withRdd = List.of(withRdd);
    }

    @Override
    public String name() {
        return "gappy";
    }

    @Override
    public Optional<One> plan(Time time) {
        batches++;
        return withRdd.contains(batches) ? Optional.of(new One(batches)) : Optional.empty();
    }

    @Override
    public Rdd<Integer> rdd(One input) {
        return context.parallelize(List.of(input.value()), 1);
    }
}
