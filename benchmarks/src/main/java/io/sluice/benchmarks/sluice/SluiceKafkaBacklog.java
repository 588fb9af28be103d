package io.sluice.benchmarks.sluice;

import io.sluice.benchmarks.program.Figures;
import io.sluice.benchmarks.program.HeapWatch;
import io.sluice.benchmarks.program.ReadRate;
import io.sluice.streaming.StopMode;
import io.sluice.streaming.StreamingContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A program with a checkpoint is stopped in the middle of a full topic and started again; arguments: port, topic, interval in
 * ms, records, most records a second and partition, whether backpressure is on.
 */
public final class SluiceKafkaBacklog {
    private SluiceKafkaBacklog() {}

    public static void main(String[] args) throws Exception {
        Path checkpoint = Files.createTempDirectory("checkpoint");
        long half = Long.parseLong(args[3]) / 2;
        long[] read = {0};
        double peak = readPart(args, checkpoint, half, read);
        long backlog = Long.parseLong(args[3]) - read[0];
        double caughtUp;
        try (HeapWatch heap = HeapWatch.start()) {
            caughtUp = readPart(args, checkpoint, backlog, read);
            heap.print();
        }
        Figures.print("peak.per.s", peak);
        Figures.print("catch.up.per.s", caughtUp);
        Figures.print("catch.up.of.peak", caughtUp / peak);
    }

    /** The rate at which so many records are read. */
    private static double readPart(String[] args, Path checkpoint, long records, long[] read) throws Exception {
        ReadRate rate = new ReadRate(records);
        try (StreamingContext context = new StreamingContext(
                SluiceSettings.named("kafka backlog")
                        .set("sluice.streaming.kafka.maxRatePerPartition", args[4])
                        .set("sluice.streaming.backpressure.enabled", args[5]),
                Duration.ofMillis(Long.parseLong(args[2])))) {
            context.checkpoint(checkpoint.toString());
            KafkaTopicStream.of(context, args[0], args[1])
                    .filter(record -> record.serializedValueSize() == 100)
                    .foreachRDD(found -> {
                        long count = found.count();
                        read[0] += count;
                        rate.counted(count);
                    });
            context.start();
            rate.await();
            context.stop(StopMode.AFTER_BATCH, Duration.ofSeconds(30));
        }
        return rate.perSecond();
    }
}
