package io.sluice.benchmarks.sluice;

import io.sluice.benchmarks.program.LineRate;
import io.sluice.streaming.StreamingContext;
import java.time.Duration;

/** Counts socket lines batch by batch; arguments: port, interval in ms, batches to warm up, batches to measure. */
public final class SluiceSocketLines {
    private SluiceSocketLines() {}

    public static void main(String[] args) throws Exception {
        int port = Integer.parseInt(args[0]);
        int intervalMillis = Integer.parseInt(args[1]);
        int warmUp = Integer.parseInt(args[2]);
        int measured = Integer.parseInt(args[3]);
        LineRate rate = new LineRate(warmUp, measured);
        try (StreamingContext context =
                new StreamingContext(SluiceSettings.named("socket lines"), Duration.ofMillis(intervalMillis))) {
            context.socketTextStream("127.0.0.1", port)
                    .foreachRDD((lines, time) -> rate.counted(time.milliseconds(), lines.count()));
            context.start();
            rate.await();
        }
        rate.print();
    }
}
