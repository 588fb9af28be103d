package io.sluice.benchmarks.spark;

import io.sluice.benchmarks.program.KeyedLoad;
import io.sluice.benchmarks.program.TalliedBatches;
import io.sluice.benchmarks.program.WordTally;
import java.util.List;
import org.apache.spark.api.java.Optional;
import org.apache.spark.streaming.api.java.JavaStreamingContext;

/** Counts by key with {@code updateStateByKey} and reads all counts in every batch; arguments: a {@link KeyedLoad}. */
@SuppressWarnings("deprecation") // Spark has deprecated its whole DStream API
public final class SparkUpdateState {
    private SparkUpdateState() {}

    public static void main(String[] args) throws Exception {
        KeyedLoad load = KeyedLoad.of(args);
        TalliedBatches batches = load.batches();
        try (JavaStreamingContext context = SparkKeys.context("update state", load.intervalMillis())) {
            SparkKeys.ones(context, load.feed(), batches)
                    .updateStateByKey(SparkUpdateState::count)
                    .foreachRDD((counts, time) -> batches.done(
                            time.milliseconds(), counts.aggregate(new WordTally(), SparkKeys::add, WordTally::merge)));
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
