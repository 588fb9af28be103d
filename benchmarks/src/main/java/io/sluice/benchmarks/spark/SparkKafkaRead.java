package io.sluice.benchmarks.spark;

import io.sluice.benchmarks.program.ReadRate;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.spark.streaming.Durations;
import org.apache.spark.streaming.api.java.JavaStreamingContext;
import org.apache.spark.streaming.kafka010.ConsumerStrategies;
import org.apache.spark.streaming.kafka010.KafkaUtils;
import org.apache.spark.streaming.kafka010.LocationStrategies;

/** Counts a full topic batch by batch; arguments: port, topic, interval in ms, records, most records a second and partition. */
@SuppressWarnings("deprecation") // Spark has deprecated its whole DStream API
public final class SparkKafkaRead {
    private SparkKafkaRead() {}

    public static void main(String[] args) throws Exception {
        ReadRate rate = new ReadRate(Long.parseLong(args[3]));
        Map<String, Object> params = Map.of(
                "bootstrap.servers",
                "localhost:" + args[0],
                "group.id",
                "spark",
                "auto.offset.reset",
                "earliest",
                "key.deserializer",
                ByteArrayDeserializer.class,
                "value.deserializer",
                ByteArrayDeserializer.class);
        try (JavaStreamingContext context = new JavaStreamingContext(
                SparkSettings.named("kafka read").set("spark.streaming.kafka.maxRatePerPartition", args[4]),
                Durations.milliseconds(Long.parseLong(args[2])))) {
            KafkaUtils.createDirectStream(
                            context,
                            LocationStrategies.PreferConsistent(),
                            ConsumerStrategies.<byte[], byte[]>Subscribe(List.of(args[1]), params))
                    .filter(record -> record.serializedValueSize() == 100)
                    .foreachRDD(records -> rate.counted(records.count()));
            context.start();
            rate.await();
        }
        rate.print();
    }
}
