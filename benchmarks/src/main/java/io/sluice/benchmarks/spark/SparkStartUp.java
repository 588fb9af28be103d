package io.sluice.benchmarks.spark;

import io.sluice.benchmarks.program.Figures;
import io.sluice.benchmarks.program.StartUpText;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.streaming.Durations;
import org.apache.spark.streaming.api.java.JavaStreamingContext;
import scala.Tuple2;

/** A streaming word count that ends after its first batch. */
@SuppressWarnings("deprecation") // Spark has deprecated its whole DStream API
public final class SparkStartUp {
    private SparkStartUp() {}

    public static void main(String[] args) throws Exception {
        CountDownLatch firstBatch = new CountDownLatch(1);
        try (JavaStreamingContext context =
                new JavaStreamingContext(SparkSettings.named("start-up"), Durations.milliseconds(100))) {
            Queue<JavaRDD<String>> lines = new ArrayDeque<>();
            lines.add(context.sparkContext().parallelize(StartUpText.LINES));
            context.queueStream(lines)
                    .flatMap(line -> Arrays.asList(line.split(" ")).iterator())
                    .mapToPair(word -> new Tuple2<>(word, 1))
                    .reduceByKey(Integer::sum)
                    .foreachRDD(counts -> {
                        List<Tuple2<String, Integer>> result = counts.collect();
                        if (!result.isEmpty()) {
                            Figures.print("first.batch", result.size());
                            firstBatch.countDown();
                        }
                    });
            context.start();
            firstBatch.await();
        }
    }
}
