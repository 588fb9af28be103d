package io.sluice.benchmarks.kafka;

import io.sluice.benchmarks.program.AdEvents;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** What a topic is filled with. */
enum Contents {
    /** Values of 100 bytes, no keys. */
    BYTES,
    /** The events of the Yahoo streaming benchmark. */
    ADS;

    private byte[] value(long number) {
        return switch (this) {
            case BYTES -> hundredBytes(number);
            case ADS -> AdEvents.json(number);
        };
    }

    private static byte[] hundredBytes(long number) {
        return ByteBuffer.allocate(100).putLong(number).array();
    }

    /** Writes records to the partitions in turn. */
    @SuppressWarnings("FutureReturnValueIgnored") // the callback hears the same
    void write(String brokers, String topic, int partitions, long records) {
        AtomicReference<Exception> failure = new AtomicReference<>();
        Map<String, Object> params = Map.of(
                "bootstrap.servers", brokers, "linger.ms", 20, "batch.size", 256 << 10, "buffer.memory", 64L << 20);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(params, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (long number = 0; number < records; number++) {
                int partition = (int) (number % partitions);
                producer.send(
                        new ProducerRecord<>(topic, partition, null, value(number)),
                        (where, failed) -> failure.compareAndSet(null, failed));
            }
        }
        if (failure.get() != null) {
            throw new IllegalStateException("the topic could not be filled", failure.get());
        }
    }
}
