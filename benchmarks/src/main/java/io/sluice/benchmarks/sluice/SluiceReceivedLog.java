package io.sluice.benchmarks.sluice;

import io.sluice.benchmarks.program.LineRate;
import io.sluice.streaming.StreamingContext;
import java.nio.file.Files;
import java.time.Duration;

/**
 * Counts socket lines batch by batch, with a checkpoint; arguments: port, interval in ms, batches to warm up, batches to
 * measure, and {@code true} or {@code false}: whether what is received is logged.
 */
public final class SluiceReceivedLog {
    private SluiceReceivedLog() {}

    public static void main(String[] args) throws Exception {
        int port = Integer.parseInt(args[0]);
        int intervalMillis = Integer.parseInt(args[1]);
        LineRate rate = new LineRate(Integer.parseInt(args[2]), Integer.parseInt(args[3]));
        try (StreamingContext context = new StreamingContext(
                SluiceSettings.named("received log").set("sluice.streaming.receiver.writeAheadLog.enable", args[4]),
                Duration.ofMillis(intervalMillis))) {
            context.checkpoint(Files.createTempDirectory("checkpoint").toString());
            context.socketTextStream("127.0.0.1", port)
                    .foreachRDD((lines, time) -> rate.counted(time.milliseconds(), lines.count()));
            context.start();
            rate.await();
        }
        rate.print();
    }
}
