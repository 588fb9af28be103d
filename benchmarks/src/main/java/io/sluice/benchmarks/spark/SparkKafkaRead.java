package io.sluice.benchmarks.spark;

import io.sluice.benchmarks.program.ReadRate;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
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
        // not subscribed: on a broker that was started again, Spark's driver was seen to wait for partitions for ever
        Map<TopicPartition, Long> begin =
                Map.of(new TopicPartition(args[1], 0), 0L, new TopicPartition(args[1], 1), 0L);
        try (JavaStreamingContext context = new JavaStreamingContext(
                SparkSettings.named("kafka read").set("spark.streaming.kafka.maxRatePerPartition", args[4]),
                Durations.milliseconds(Long.parseLong(args[2])))) {
            KafkaUtils.createDirectStream(
                            context,
                            LocationStrategies.PreferConsistent(),
                            ConsumerStrategies.<byte[], byte[]>Assign(begin.keySet(), params, begin))
                    .filter(record -> record.serializedValueSize() == 100)
                    .foreachRDD(records -> rate.counted(records.count()));
            context.start();
            endWithIt(context);
            rate.await();
        }
        rate.print();
    }

    /** Spark goes on after a batch that failed, and would never have all records. */
    private static void endWithIt(JavaStreamingContext context) {
        Thread watching = new Thread(() -> {
            try {
                context.awaitTermination();
            } catch (Exception failed) {
                failed.printStackTrace();
                Runtime.getRuntime().halt(1);
            }
        });
        watching.setDaemon(true);
        watching.start();
    }
}
