package io.sluice.benchmarks.sluice;

import io.sluice.streaming.InputDStream;
import io.sluice.streaming.StreamingContext;
import io.sluice.streaming.kafka.ConsumerStrategies;
import io.sluice.streaming.kafka.KafkaUtils;
import io.sluice.streaming.kafka.LocationStrategies;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A topic from its beginning, as bytes. */
final class KafkaTopicStream {
    private KafkaTopicStream() {}

    static InputDStream<ConsumerRecord<byte[], byte[]>> of(StreamingContext context, String port, String topic) {
        Map<String, Object> params = Map.of(
                "bootstrap.servers",
                "localhost:" + port,
                "auto.offset.reset",
                "earliest",
                "key.deserializer",
                ByteArrayDeserializer.class,
                "value.deserializer",
                ByteArrayDeserializer.class);
        return KafkaUtils.createDirectStream(
                context, LocationStrategies.PreferConsistent(), ConsumerStrategies.Subscribe(List.of(topic), params));
    }
}
