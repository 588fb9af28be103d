package io.sluice.streaming.kafka;

import io.sluice.kafka.broker.KafkaBroker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A broker, and programs around the one under test: topics with names of their own, and records in them. */
public final class KafkaFixture implements AutoCloseable {
    private final KafkaBroker broker;
    private final boolean shared;
    private final AtomicInteger topics = new AtomicInteger();

    private KafkaFixture(KafkaBroker broker, boolean shared) {
        this.broker = broker;
        this.shared = shared;
    }

    /** One for all classes that do not stop it: to start a broker for each takes longer than most of their tests. */
    private static final class Shared {
        static final KafkaFixture ONE = new KafkaFixture(
                KafkaBroker.start(Map.of(
                        // dead members are given up soon, if they wish
                        "group.min.session.timeout.ms", "500",
                        // members of the consumer protocol hear of others soon
                        "group.consumer.min.heartbeat.interval.ms", "100",
                        "group.consumer.heartbeat.interval.ms", "100",
                        // and transactions that take too long are noticed soon
                        "transaction.abort.timed.out.transaction.cleanup.interval.ms", "100")),
                true);

        static {
            Runtime.getRuntime().addShutdownHook(new Thread(ONE.broker::close));
        }
    }

    /** The one that stays for other classes: nobody may stop its broker. */
    public static KafkaFixture shared() {
        return Shared.ONE;
    }

    /** One with a broker of its own. */
    public static KafkaFixture start(Map<String, String> settings) {
        return new KafkaFixture(KafkaBroker.start(settings), false);
    }

    public KafkaBroker broker() {
        return broker;
    }

    /** A name that no topic has. */
    public String freeName() {
        return "topic-" + topics.incrementAndGet();
    }

    /** Makes an empty topic. */
    public String topic(int partitions) {
        return topic(partitions, Map.of());
    }

    public String topic(int partitions, Map<String, String> configs) {
        String name = freeName();
        broker.createTopic(name, partitions, configs);
        return name;
    }

    /** Parameters of a consumer of strings that begins with the oldest record. */
    public Map<String, Object> params() {
        Map<String, Object> params = new HashMap<>();
        params.put("bootstrap.servers", broker.bootstrapServers());
        params.put("key.deserializer", StringDeserializer.class);
        params.put("value.deserializer", StringDeserializer.class);
        params.put("auto.offset.reset", "earliest");
        return params;
    }

    /** Writes values without keys to one partition, and returns when they are there. */
    public void write(String topic, int partition, String... values) {
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(producerParams(), new StringSerializer(), new StringSerializer())) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (String value : values) {
                sent.add(producer.send(new ProducerRecord<>(topic, partition, null, value)));
            }
            await(sent);
        }
    }

    /** Writes one record as it is. */
    public void write(ProducerRecord<byte[], byte[]> record) {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(producerParams(), new ByteArraySerializer(), new ByteArraySerializer())) {
            await(List.of(producer.send(record)));
        }
    }

    /** All records of partition 0, as they are. */
    public List<ConsumerRecord<byte[], byte[]>> readAll(String topic) {
        TopicPartition partition = new TopicPartition(topic, 0);
        List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(params(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(100)).forEach(all::add);
            }
        }
        return all;
    }

    private static void await(List<Future<RecordMetadata>> sent) {
        try {
            for (Future<RecordMetadata> each : sent) {
                each.get();
            }
        } catch (ExecutionException failed) {
            throw new AssertionError("a record could not be written", failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while records were written", interrupted);
        }
    }

    /** Parameters of a producer. */
    public Map<String, Object> producerParams() {
        return Map.of("bootstrap.servers", broker.bootstrapServers(), "linger.ms", 0);
    }

    @Override
    public void close() {
        if (!shared) {
            broker.close();
        }
    }
}
