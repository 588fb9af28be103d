package io.sluice.kafka.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("server")
class KafkaBrokerTest {
    private static final TopicPartition WORDS = new TopicPartition("words", 0);

    @Test
    void whatWasWritten_isThereAfterTheBrokerWasStoppedAndStarted() throws Exception {
        try (KafkaBroker broker = KafkaBroker.start()) {
            broker.createTopic("words", 1);
            try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                    Map.of("bootstrap.servers", broker.bootstrapServers()),
                    new StringSerializer(),
                    new StringSerializer())) {
                producer.send(new ProducerRecord<>("words", "a", "1")).get();
            }

            broker.stop();
            broker.restart();

            assertThat(firstValueOf(broker)).isEqualTo("1");
        }
    }

    private static String firstValueOf(KafkaBroker broker) {
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new StringDeserializer(),
                new StringDeserializer())) {
            consumer.assign(List.of(WORDS));
            consumer.seekToBeginning(List.of(WORDS));
            for (int polls = 0; polls < 100; polls++) {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(500))) {
                    return record.value();
                }
            }
            throw new AssertionError("nothing came");
        }
    }
}
