package io.sluice.benchmarks.cluster;

import io.sluice.Rdd;
import io.sluice.SluiceContext;
import io.sluice.Tuple2;
import io.sluice.benchmarks.program.BatchTimes;
import io.sluice.benchmarks.program.Figures;
import io.sluice.benchmarks.program.Quantiles;
import io.sluice.benchmarks.program.Stopwatch;
import io.sluice.spark.OnSpark;
import io.sluice.streaming.StreamingContext;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Batches of 100 records, counted by key, and after each the same as a bare job of Spark's: in one program, so that both have
 * the same executors, as warm and as busy. Arguments: port of the cluster, interval in ms, batches to warm up, batches to measure.
 */
public final class ClusterBatches {
    private static final int PARTITIONS = 2;

    private ClusterBatches() {}

    public static void main(String[] args) throws Exception {
        int warmUp = Integer.parseInt(args[2]);
        int measured = Integer.parseInt(args[3]);
        List<Integer> hundred = IntStream.range(0, 100).boxed().toList();
        BatchTimes times = new BatchTimes(warmUp, measured);
        BareJobs bare = new BareJobs(warmUp, measured);
        try (JavaSparkContext spark = OnCluster.start(args[0], "batches");
                SluiceContext context = OnSpark.context(spark);
                StreamingContext streaming =
                        new StreamingContext(context, Duration.ofMillis(Integer.parseInt(args[1])))) {
            JavaRDD<Integer> bareRecords = spark.parallelize(hundred, PARTITIONS);
            Rdd<Integer> records = context.parallelize(hundred, PARTITIONS);
            Queue<Rdd<Integer>> batches = new ArrayDeque<>(Collections.nCopies(warmUp + measured, records));
            streaming
                    .queueStream(batches)
                    .transform((rdd, time) -> {
                        times.planned(time.milliseconds());
                        return rdd;
                    })
                    .mapToPair(number -> new Tuple2<>(number % 10, 1))
                    .reduceByKey(Integer::sum)
                    .foreachRDD((counts, time) -> {
                        counts.collect();
                        times.done(time.milliseconds());
                        bare.run(bareRecords);
                    });
            streaming.start();
            times.await();
            bare.await();
        }
        times.print();
        bare.print(times.batches());
    }

    /** Times of jobs of Spark's, one thread after the other. */
    private static final class BareJobs {
        private final int warmUp;
        private final double[] millis;
        private int seen;

        BareJobs(int warmUp, int measured) {
            this.warmUp = warmUp;
            this.millis = new double[measured];
        }

        synchronized void run(JavaRDD<Integer> records) {
            Stopwatch watch = Stopwatch.start();
            records.mapToPair(number -> new scala.Tuple2<>(number % 10, 1))
                    .reduceByKey(Integer::sum)
                    .collect();
            int index = seen++ - warmUp;
            if (index >= 0 && index < millis.length) {
                millis[index] = watch.nanos() / 1e6;
            }
            notifyAll();
        }

        synchronized void await() throws InterruptedException {
            while (seen < warmUp + millis.length) {
                wait();
            }
        }

        synchronized void print(Quantiles batches) {
            Quantiles bare = Quantiles.of(millis);
            bare.print("bare");
            Figures.print("overhead.p50.ms", batches.at(0.5) - bare.at(0.5));
        }
    }
}
