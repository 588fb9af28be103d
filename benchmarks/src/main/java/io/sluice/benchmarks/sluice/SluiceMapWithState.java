package io.sluice.benchmarks.sluice;

import io.sluice.Tuple2;
import io.sluice.benchmarks.program.KeyedLoad;
import io.sluice.benchmarks.program.TalliedBatches;
import io.sluice.benchmarks.program.WordTally;
import io.sluice.streaming.State;
import io.sluice.streaming.StateSpec;
import io.sluice.streaming.StreamingContext;
import java.util.Optional;

/** Counts by key with {@code mapWithState} and reads each batch's new counts; arguments: a {@link KeyedLoad}. */
public final class SluiceMapWithState {
    private static final int FEW = 4;

    private SluiceMapWithState() {}

    public static void main(String[] args) throws Exception {
        KeyedLoad load = KeyedLoad.of(args);
        TalliedBatches batches = load.batches();
        try (StreamingContext context = SluiceKeys.context("map with state", load.intervalMillis(), FEW)) {
            SluiceKeys.ones(context, load.feed(), batches::planned)
                    .mapWithState(StateSpec.function(SluiceMapWithState::count))
                    .foreachRDD((counts, time) -> batches.done(
                            time.milliseconds(), counts.aggregate(new WordTally(), SluiceKeys::add, WordTally::merge)));
            context.start();
            batches.await();
        }
        batches.print();
    }

    static Tuple2<String, Long> count(String key, Optional<Long> one, State<Long> state) {
        long count = (state.exists() ? state.get() : 0L) + one.orElse(0L);
        state.update(count);
        return new Tuple2<>(key, count);
    }
}
