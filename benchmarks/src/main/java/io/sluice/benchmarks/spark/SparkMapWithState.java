package io.sluice.benchmarks.spark;

import io.sluice.benchmarks.program.KeyedLoad;
import io.sluice.benchmarks.program.TalliedBatches;
import io.sluice.benchmarks.program.WordTally;
import org.apache.spark.api.java.Optional;
import org.apache.spark.streaming.State;
import org.apache.spark.streaming.StateSpec;
import org.apache.spark.streaming.api.java.JavaStreamingContext;
import scala.Tuple2;

/** Counts by key with {@code mapWithState} and reads each batch's new counts; arguments: a {@link KeyedLoad}. */
@SuppressWarnings("deprecation") // Spark has deprecated its whole DStream API
public final class SparkMapWithState {
    private SparkMapWithState() {}

    public static void main(String[] args) throws Exception {
        KeyedLoad load = KeyedLoad.of(args);
        TalliedBatches batches = load.batches();
        try (JavaStreamingContext context = SparkKeys.context("map with state", load.intervalMillis())) {
            SparkKeys.ones(context, load.feed(), batches)
                    .mapWithState(StateSpec.function(SparkMapWithState::count))
                    .foreachRDD((counts, time) -> batches.done(
                            time.milliseconds(), counts.aggregate(new WordTally(), SparkKeys::add, WordTally::merge)));
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
