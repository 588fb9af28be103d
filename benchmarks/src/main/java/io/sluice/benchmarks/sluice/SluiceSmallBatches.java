package io.sluice.benchmarks.sluice;

import io.sluice.Rdd;
import io.sluice.Tuple2;
import io.sluice.benchmarks.program.BatchTimes;
import io.sluice.streaming.StreamingContext;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.stream.IntStream;

/** Batches of 100 records, counted by key; arguments: interval in ms, batches to warm up, batches to measure. */
public final class SluiceSmallBatches {
    private SluiceSmallBatches() {}

    public static void main(String[] args) throws Exception {
        int intervalMillis = Integer.parseInt(args[0]);
        int warmUp = Integer.parseInt(args[1]);
        int measured = Integer.parseInt(args[2]);
        List<Integer> hundred = IntStream.range(0, 100).boxed().toList();
        BatchTimes times = new BatchTimes(warmUp, measured);
        try (StreamingContext context =
                new StreamingContext(SluiceSettings.named("small batches"), Duration.ofMillis(intervalMillis))) {
            Rdd<Integer> records = context.sluiceContext().parallelize(hundred);
            Queue<Rdd<Integer>> batches = new ArrayDeque<>(Collections.nCopies(warmUp + measured, records));
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
