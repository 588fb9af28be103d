package io.sluice.streaming.kafka.receiver;

import io.sluice.SluiceConf;
import io.sluice.StorageLevel;
import io.sluice.Tuple2;
import io.sluice.streaming.StreamingContext;
import io.sluice.streaming.kafka.KafkaUtils;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Reads a topic by a receiver with a write-ahead log, and prints what batches had; its process ends at once, without any
 * stopping, in the output of the batch that brings it over a number of records.
 */
final class DyingReader {
    private DyingReader() {}

    /** Arguments: broker, topic, checkpoint directory, after how many records to die. */
    public static void main(String[] arguments) throws InterruptedException {
        long limit = Long.parseLong(arguments[3]);
        SluiceConf conf = new SluiceConf()
                .setMaster("local[2]")
                .setAppName("dying")
                .set("sluice.streaming.receiver.writeAheadLog.enable", "true");
        StreamingContext streaming = new StreamingContext(conf, Duration.ofMillis(20));
        streaming.checkpoint(arguments[2]);
        Map<String, Object> params = Map.of(
                "bootstrap.servers",
                arguments[0],
                "group.id",
                "dying",
                "auto.offset.reset",
                "earliest",
                "max.poll.records",
                100,
                "fetch.max.wait.ms",
                10,
                "session.timeout.ms",
                2000,
                "heartbeat.interval.ms",
                200,
                "key.deserializer",
                StringDeserializer.class,
                "value.deserializer",
                StringDeserializer.class);
        long[] seen = {0};
        KafkaUtils.<String, String>createStream(streaming, params, Map.of(arguments[1], 1), StorageLevel.MEMORY_ONLY)
                .foreachRDD(rdd -> {
                    List<Tuple2<String, String>> pairs = rdd.collect();
                    seen[0] += pairs.size();
                    if (seen[0] >= limit) {
                        Runtime.getRuntime().halt(9);
                    }
                    pairs.forEach(pair -> System.out.println(pair._2()));
                    System.out.flush();
                });
        streaming.start();
        streaming.awaitTermination();
    }
}
