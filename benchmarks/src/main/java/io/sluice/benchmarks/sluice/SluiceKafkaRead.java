package io.sluice.benchmarks.sluice;

import io.sluice.benchmarks.program.ReadRate;
import io.sluice.streaming.StreamingContext;
import java.time.Duration;

/** Counts a full topic batch by batch; arguments: port, topic, interval in ms, records, most records a second and partition. */
public final class SluiceKafkaRead {
    private SluiceKafkaRead() {}

    public static void main(String[] args) throws Exception {
        ReadRate rate = new ReadRate(Long.parseLong(args[3]));
        try (StreamingContext context = new StreamingContext(
                SluiceSettings.named("kafka read").set("sluice.streaming.kafka.maxRatePerPartition", args[4]),
                Duration.ofMillis(Long.parseLong(args[2])))) {
            KafkaTopicStream.of(context, args[0], args[1])
                    .filter(record -> record.serializedValueSize() == 100)
                    .foreachRDD(records -> rate.counted(records.count()));
            context.start();
            rate.await();
        }
        rate.print();
    }
}
