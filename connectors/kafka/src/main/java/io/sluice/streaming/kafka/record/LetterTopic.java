package io.sluice.streaming.kafka.record;

import io.sluice.streaming.kafka.client.ClientErrors;
import io.sluice.streaming.kafka.client.ProducerParams;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Dead letters in a topic: raw key and value, the headers they had, and headers of our own that begin with {@code sluice.}:
 * {@code topic}, {@code partition}, {@code offset}, {@code timestamp}, {@code batch}, {@code part}, {@code error.class} and
 * {@code error.message}, all as text. A range that is read again writes its letters again.
 */
record LetterTopic(String topic, Map<String, Object> params) implements DeadLetterBox {
    static final String PREFIX = "sluice.";

    LetterTopic {
        params = new HashMap<>(params);
    }

    @Override
    public Letters open(long batch, String range) {
        try {
            return new Sending(
                    batch,
                    new KafkaProducer<>(
                            ProducerParams.ofConsumer(params), new ByteArraySerializer(), new ByteArraySerializer()));
        } catch (KafkaException refused) {
            throw failed(refused);
        }
    }

    private RuntimeException failed(Exception thrown) {
        return ClientErrors.of("Dead letters could not be written to topic '%s'".formatted(topic), params, thrown);
    }

    private final class Sending implements Letters {
        private final long batch;
        private final KafkaProducer<byte[], byte[]> producer;
        private final List<Future<RecordMetadata>> sent = new ArrayList<>();

        Sending(long batch, KafkaProducer<byte[], byte[]> producer) {
            this.batch = batch;
            this.producer = producer;
        }

        @Override
        public void add(DeadLetter letter) {
            ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, letter.key(), letter.value());
            Headers headers = record.headers();
            letter.headers().forEach(headers::add);
            put(headers, "topic", letter.topic());
            put(headers, "partition", Integer.toString(letter.partition()));
            put(headers, "offset", Long.toString(letter.offset()));
            put(headers, "timestamp", Long.toString(letter.timestamp()));
            put(headers, "batch", Long.toString(batch));
            put(headers, "part", letter.part());
            put(headers, "error.class", letter.errorClass());
            put(headers, "error.message", letter.errorMessage());
            try {
                sent.add(producer.send(record));
            } catch (KafkaException refused) {
                throw failed(refused);
            }
        }

        private void put(Headers headers, String key, String value) {
            headers.add(PREFIX + key, value.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public void finish() {
            try {
                producer.flush();
                for (Future<RecordMetadata> each : sent) {
                    each.get();
                }
                sent.clear();
            } catch (ExecutionException | KafkaException refused) {
                throw failed(refused);
            } catch (InterruptedException interrupted) {
                throw new InterruptException(interrupted);
            }
        }

        @Override
        public void close() {
            producer.close(Duration.ZERO);
        }
    }
}
