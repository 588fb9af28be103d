package io.sluice.benchmarks.spark;

import io.sluice.benchmarks.program.KeyedLoad;
import io.sluice.benchmarks.program.TalliedBatches;
import io.sluice.benchmarks.program.WordTally;
import org.apache.spark.streaming.Duration;
import org.apache.spark.streaming.Durations;
import org.apache.spark.streaming.api.java.JavaStreamingContext;

/**
 * Counts by key over a window with an inverse function, and reads all counts in every batch; arguments: a {@link KeyedLoad},
 * and how many batches the window has.
 */
@SuppressWarnings("deprecation") // Spark has deprecated its whole DStream API
public final class SparkWindow {
    private SparkWindow() {}

    public static void main(String[] args) throws Exception {
        KeyedLoad load = KeyedLoad.of(args);
        Duration interval = Durations.milliseconds(load.intervalMillis());
        Duration window = interval.times(Integer.parseInt(args[5]));
        TalliedBatches batches = load.batches();
        try (JavaStreamingContext context = SparkKeys.context("window", load.intervalMillis())) {
            SparkKeys.ones(context, load.feed(), batches)
                    .reduceByKeyAndWindow(Long::sum, (sum, left) -> sum - left, window, interval)
                    .foreachRDD((counts, time) -> batches.done(
                            time.milliseconds(), counts.aggregate(new WordTally(), SparkKeys::add, WordTally::merge)));
            context.start();
            batches.await();
        }
        batches.print();
    }
}
