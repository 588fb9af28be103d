package io.sluice.benchmarks.spark;

import io.sluice.benchmarks.program.BatchTimes;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.streaming.Durations;
import org.apache.spark.streaming.api.java.JavaStreamingContext;
import scala.Tuple2;

/** Batches of 100 records, counted by key; arguments: interval in ms, batches to warm up, batches to measure. */
@SuppressWarnings("deprecation") // Spark has deprecated its whole DStream API
public final class SparkSmallBatches {
    private SparkSmallBatches() {}

    public static void main(String[] args) throws Exception {
        int intervalMillis = Integer.parseInt(args[0]);
        int warmUp = Integer.parseInt(args[1]);
        int measured = Integer.parseInt(args[2]);
        List<Integer> hundred = IntStream.range(0, 100).boxed().toList();
        BatchTimes times = new BatchTimes(warmUp, measured);
        try (JavaStreamingContext context = new JavaStreamingContext(
                SparkSettings.named("small batches"), Durations.milliseconds(intervalMillis))) {
            JavaRDD<Integer> records = context.sparkContext().parallelize(hundred);
            Queue<JavaRDD<Integer>> batches = new ArrayDeque<>(Collections.nCopies(warmUp + measured, records));
            context.queueStream(batches)
                    .transform((rdd, time) -> {
                        times.planned(time.milliseconds());
                        return rdd;
                    })
                    .mapToPair(number -> new Tuple2<>(number % 10, 1))
                    .reduceByKey(Integer::sum)
                    .foreachRDD((counts, time) -> {
                        counts.collect();
                        times.done(time.milliseconds());
                    });
            context.start();
            times.await();
        }
        times.print();
    }
}
