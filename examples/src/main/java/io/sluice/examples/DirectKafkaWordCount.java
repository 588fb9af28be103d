package io.sluice.examples;

import io.sluice.SluiceConf;
import io.sluice.streaming.DStream;
import io.sluice.streaming.Durations;
import io.sluice.streaming.StreamingContext;
import io.sluice.streaming.kafka.ConsumerStrategies;
import io.sluice.streaming.kafka.KafkaUtils;
import io.sluice.streaming.kafka.LocationStrategies;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Counts the words of each second that are written to topics of Kafka.
 *
 * <p>Arguments: {@code BROKERS GROUP TOPICS}, such as {@code localhost:9092 words lines,titles}. The group shows how far the
 * program is; it begins with what is written after its first start.
 */
public final class DirectKafkaWordCount {
    private DirectKafkaWordCount() {}

    /** The values of the topics' records. */
    public static DStream<String> lines(
            StreamingContext streaming, Map<String, Object> kafkaParams, Collection<String> topics) {
        return KafkaUtils.createDirectStream(
                        streaming,
                        LocationStrategies.PreferConsistent(),
                        ConsumerStrategies.<String, String>Subscribe(topics, kafkaParams))
                .map(ConsumerRecord::value);
    }

    /** What a program that reads texts tells Kafka. */
    static Map<String, Object> params(String brokers, String group) {
        return Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                brokers,
                ConsumerConfig.GROUP_ID_CONFIG,
                group,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "latest",
                ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
                StringDeserializer.class,
                ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
                StringDeserializer.class);
    }

    public static void main(String[] args) throws InterruptedException {
        Arguments.require(args, 3, "direct-kafka-word-count BROKERS GROUP TOPICS");
        SluiceConf conf = new SluiceConf().setAppName("DirectKafkaWordCount");
        try (StreamingContext streaming = new StreamingContext(conf, Durations.seconds(1))) {
            NetworkWordCount.count(lines(streaming, params(args[0], args[1]), List.of(args[2].split(","))))
                    .print();

            streaming.start();
            streaming.awaitTermination();
        }
    }
}
