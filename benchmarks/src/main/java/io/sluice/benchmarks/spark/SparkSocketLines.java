package io.sluice.benchmarks.spark;

import io.sluice.benchmarks.program.LineRate;
import org.apache.spark.streaming.Durations;
import org.apache.spark.streaming.api.java.JavaStreamingContext;

/** Counts socket lines batch by batch; arguments: port, interval in ms, batches to warm up, batches to measure. */
@SuppressWarnings("deprecation") // Spark has deprecated its whole DStream API
public final class SparkSocketLines {
    private SparkSocketLines() {}

    public static void main(String[] args) throws Exception {
        int port = Integer.parseInt(args[0]);
        int intervalMillis = Integer.parseInt(args[1]);
        int warmUp = Integer.parseInt(args[2]);
        int measured = Integer.parseInt(args[3]);
        LineRate rate = new LineRate(warmUp, measured);
        try (JavaStreamingContext context =
                new JavaStreamingContext(SparkSettings.named("socket lines"), Durations.milliseconds(intervalMillis))) {
            context.socketTextStream("127.0.0.1", port)
                    .foreachRDD((lines, time) -> rate.counted(time.milliseconds(), lines.count()));
            context.start();
            rate.await();
        }
        rate.print();
    }
}
