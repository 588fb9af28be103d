package io.sluice.spark;

import io.sluice.kafka.broker.KafkaBroker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.IntegerDeserializer;
import org.apache.kafka.common.serialization.IntegerSerializer;

/** Topics of numbers on a broker, for tests. */
final class Topics {
    private Topics() {}

    static Map<String, Object> writerParams(KafkaBroker broker) {
        return Map.of(
                "bootstrap.servers",
                broker.bootstrapServers(),
                "key.serializer",
                IntegerSerializer.class,
                "value.serializer",
                IntegerSerializer.class);
    }

    static Map<String, Object> readerParams(KafkaBroker broker) {
        return Map.of(
                "bootstrap.servers",
                broker.bootstrapServers(),
                "key.deserializer",
                IntegerDeserializer.class,
                "value.deserializer",
                IntegerDeserializer.class,
                "auto.offset.reset",
                "earliest",
                "isolation.level",
                "read_committed");
    }

    /** What consumers see of a topic with one partition when all its transactions are over. */
    static List<Integer> committed(KafkaBroker broker, String topic) {
        List<Integer> values = new ArrayList<>();
        TopicPartition partition = new TopicPartition(topic, 0);
        try (KafkaConsumer<Integer, Integer> consumer = new KafkaConsumer<>(readerParams(broker))) {
            consumer.assign(List.of(partition));
            Map<String, Object> uncommitted = new HashMap<>(readerParams(broker));
            uncommitted.put("isolation.level", "read_uncommitted");
            long end;
            try (KafkaConsumer<Integer, Integer> all = new KafkaConsumer<>(uncommitted)) {
                end = all.endOffsets(List.of(partition)).get(partition);
            }
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> values.add(record.value()));
            }
        }
        return values;
    }
}
