package io.sluice.streaming.kafka.receiver;

import io.sluice.kafka.broker.KafkaBroker;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Topics of a broker, and what a group has committed of them. */
final class GroupTopics implements AutoCloseable {
    private final KafkaBroker broker;
    private final KafkaProducer<String, String> producer;

    GroupTopics(KafkaBroker broker) {
        this.broker = broker;
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()), new StringSerializer(), new StringSerializer());
    }

    /** What a program that reads texts from the beginning says. */
    Map<String, Object> params(String group) {
        return Map.of(
                "bootstrap.servers",
                broker.bootstrapServers(),
                "group.id",
                group,
                "auto.offset.reset",
                "earliest",
                "fetch.max.wait.ms",
                50,
                // a member hears of others by its heartbeats
                "heartbeat.interval.ms",
                100,
                "default.api.timeout.ms",
                1000,
                "key.deserializer",
                StringDeserializer.class,
                "value.deserializer",
                StringDeserializer.class);
    }

    /** Writes numbers from {@code from} to before {@code until}, to the partitions in turn, and waits until all are there. */
    void writeNumbers(String topic, int partitions, int from, int until)
            throws InterruptedException, ExecutionException {
        List<Future<RecordMetadata>> writing = new ArrayList<>();
        for (int number = from; number < until; number++) {
            String key = "k" + number % 7;
            writing.add(producer.send(new ProducerRecord<>(topic, number % partitions, key, String.valueOf(number))));
        }
        for (Future<RecordMetadata> written : writing) {
            written.get();
        }
    }

    /** Waits until the group has committed so many records of a topic that was read from its beginning. */
    void awaitCommitted(String group, String topic, long records) throws InterruptedException, ExecutionException {
        try (Admin admin = broker.admin()) {
            while (committed(admin, group, topic) < records) {
                Thread.onSpinWait();
            }
        }
    }

    long committed(String group, String topic) throws InterruptedException, ExecutionException {
        try (Admin admin = broker.admin()) {
            return committed(admin, group, topic);
        }
    }

    private static long committed(Admin admin, String group, String topic)
            throws InterruptedException, ExecutionException {
        return admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get().entrySet().stream()
                .filter(entry -> entry.getKey().topic().equals(topic))
                .map(Map.Entry::getValue)
                .mapToLong(OffsetAndMetadata::offset)
                .sum();
    }

    /** How many records were written to a topic of one partition. */
    long end(String topic) throws InterruptedException, ExecutionException {
        TopicPartition partition = new TopicPartition(topic, 0);
        try (Admin admin = broker.admin()) {
            return admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                    .partitionResult(partition)
                    .get()
                    .offset();
        }
    }

    /** Waits until so many consumers are in the group, and each of them has partitions. */
    void awaitMembers(String group, int members) throws InterruptedException, ExecutionException {
        try (Admin admin = broker.admin()) {
            while (membersWithPartitions(admin, group) != members) {
                Thread.onSpinWait();
            }
        }
    }

    private static long membersWithPartitions(Admin admin, String group)
            throws InterruptedException, ExecutionException {
        try {
            return admin.describeConsumerGroups(List.of(group)).all().get().get(group).members().stream()
                    .filter(member -> !member.assignment().topicPartitions().isEmpty())
                    .count();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof GroupIdNotFoundException) {
                return 0;
            }
            throw failed;
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
