package io.sluice.benchmarks.sluice;

import io.sluice.Rdd;
import io.sluice.Tuple2;
import io.sluice.benchmarks.program.Figures;
import io.sluice.benchmarks.program.StartUpText;
import io.sluice.streaming.StreamingContext;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;

/** A streaming word count that ends after its first batch. */
public final class SluiceStartUp {
    private SluiceStartUp() {}

    public static void main(String[] args) throws Exception {
        CountDownLatch firstBatch = new CountDownLatch(1);
        try (StreamingContext context =
                new StreamingContext(SluiceSettings.named("start-up"), Duration.ofMillis(100))) {
            Queue<Rdd<String>> lines = new ArrayDeque<>();
            lines.add(context.sluiceContext().parallelize(StartUpText.LINES));
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
