package io.sluice.benchmarks.spark;

import io.sluice.benchmarks.program.ExecutorKill;
import io.sluice.benchmarks.program.KeyedLoad;
import io.sluice.benchmarks.program.TalliedBatches;
import io.sluice.benchmarks.program.WordTally;
import org.apache.spark.api.java.Optional;
import org.apache.spark.api.java.function.Function3;
import org.apache.spark.streaming.State;
import org.apache.spark.streaming.StateSpec;
import org.apache.spark.streaming.api.java.JavaStreamingContext;
import scala.Tuple2;

/**
 * Counts by key like {@link SparkMapWithState}, on a cluster; the first batch that is measured has an executor killed. Arguments:
 * a {@link KeyedLoad}.
 */
@SuppressWarnings("deprecation") // Spark has deprecated its whole DStream API
public final class SparkKilledExecutor {
    private SparkKilledExecutor() {}

    public static void main(String[] args) throws Exception {
        KeyedLoad load = KeyedLoad.of(args);
        TalliedBatches batches = load.batches();
        ExecutorKill kill = ExecutorKill.in(load.feed(), load.warmUp());
        try (JavaStreamingContext context = SparkKeys.context("killed executor", load.intervalMillis())) {
            SparkKeys.ones(context, kill, batches)
                    .mapWithState(StateSpec.function(counting(kill)))
                    .foreachRDD((counts, time) -> batches.done(
                            time.milliseconds(), counts.aggregate(new WordTally(), SparkKeys::add, WordTally::merge)));
            context.start();
            batches.await();
        }
        kill.requireDone();
        batches.print();
    }

    private static Function3<String, Optional<Long>, State<Long>, Tuple2<String, Long>> counting(ExecutorKill kill) {
        return (key, one, state) -> {
            kill.meet(key);
            return SparkMapWithState.count(key, one, state);
        };
    }
}
