package io.sluice.benchmarks.sluice;

import io.sluice.benchmarks.program.KeyedLoad;
import io.sluice.benchmarks.program.TalliedBatches;
import io.sluice.benchmarks.program.WordTally;
import io.sluice.streaming.StreamingContext;
import java.util.List;
import java.util.Optional;

/** Counts by key with {@code updateStateByKey} and reads all counts in every batch; arguments: a {@link KeyedLoad}. */
public final class SluiceUpdateState {
    private static final int FEW = 4;

    private SluiceUpdateState() {}

    public static void main(String[] args) throws Exception {
        KeyedLoad load = KeyedLoad.of(args);
        TalliedBatches batches = load.batches();
        try (StreamingContext context = SluiceKeys.context("update state", load.intervalMillis(), FEW)) {
            SluiceKeys.ones(context, load.feed(), batches::planned)
                    .updateStateByKey(SluiceUpdateState::count)
                    .foreachRDD((counts, time) -> batches.done(
                            time.milliseconds(), counts.aggregate(new WordTally(), SluiceKeys::add, WordTally::merge)));
            context.start();
            batches.await();
        }
        batches.print();
    }

    private static Optional<Long> count(List<Long> ones, Optional<Long> before) {
        long count = before.orElse(0L);
        for (Long one : ones) {
            count += one;
        }
        return Optional.of(count);
    }
}
