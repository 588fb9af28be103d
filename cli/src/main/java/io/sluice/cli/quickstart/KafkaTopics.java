package io.sluice.cli.quickstart;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.LongDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** The quickstart's two topics: makes them, and reads what came of a run. */
final class KafkaTopics {
    private static final int PARTITIONS = 2;
    private static final int GIVE_UP_MILLIS = 5_000;
    private static final Duration POLL = Duration.ofMillis(200);

    private final String brokers;

    KafkaTopics(String brokers) {
        this.brokers = brokers;
    }

    /**
     * Makes topics, unless they are there.
     *
     * @throws ExecutionException if no broker answers, or will not
     */
    void create(String... names) throws ExecutionException, InterruptedException {
        Map<String, Object> params = Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, brokers,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, GIVE_UP_MILLIS,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, GIVE_UP_MILLIS);
        try (Admin admin = Admin.create(params)) {
            for (String name : names) {
                create(admin, name);
            }
        }
    }

    private static void create(Admin admin, String name) throws ExecutionException, InterruptedException {
        try {
            admin.createTopics(List.of(new NewTopic(name, Optional.of(PARTITIONS), Optional.empty())))
                    .all()
                    .get();
        } catch (ExecutionException failed) {
            if (!(failed.getCause() instanceof TopicExistsException)) {
                throw failed;
            }
        }
    }

    /** Where a topic ends now. */
    Map<TopicPartition, Long> ends(String topic) {
        try (KafkaConsumer<String, Long> consumer = consumer()) {
            return consumer.endOffsets(partitions(consumer, topic));
        }
    }

    /** What a reader of committed records finds in a topic after these offsets. */
    KafkaResults resultsAfter(String topic, Map<TopicPartition, Long> offsets) {
        KafkaResults results = new KafkaResults();
        try (KafkaConsumer<String, Long> consumer = consumer()) {
            Collection<TopicPartition> partitions = partitions(consumer, topic);
            consumer.assign(partitions);
            partitions.forEach(partition -> consumer.seek(partition, offsets.getOrDefault(partition, 0L)));
            Map<TopicPartition, Long> ends = new HashMap<>(consumer.endOffsets(partitions));
            while (!ends.isEmpty()) {
                for (ConsumerRecord<String, Long> result : consumer.poll(POLL)) {
                    results.add(result.key(), result.value());
                }
                ends.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
            }
        }
        return results;
    }

    private static Collection<TopicPartition> partitions(KafkaConsumer<?, ?> consumer, String topic) {
        int count = consumer.partitionsFor(topic).size();
        return IntStream.range(0, count)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
    }

    private KafkaConsumer<String, Long> consumer() {
        Map<String, Object> params = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                brokers,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                10_000);
        return new KafkaConsumer<>(params, new StringDeserializer(), new LongDeserializer());
    }
}
