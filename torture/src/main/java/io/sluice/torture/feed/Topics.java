package io.sluice.torture.feed;

import io.sluice.time.StreamClock;
import io.sluice.torture.program.TopicDriver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Feeds a topic with numbers that count up under each key, in small groups, and holds what a reader of committed records finds
 * in the other topic against that: each number once, in order, with the count that belongs to it. Thread-safe.
 */
public final class Topics implements AutoCloseable {
    private static final int KEYS = 12;
    private static final int MOST_IN_A_GROUP = 25;
    private static final Duration BETWEEN_GROUPS = Duration.ofMillis(4);
    private static final Duration POLL = Duration.ofMillis(100);

    private final String broker;
    private final SplittableRandom random;
    private final StreamClock clock;
    private final KafkaProducer<String, String> producer;
    private final Thread thread = new Thread(this::feed, "torture-topic-feeder");
    private final Map<String, Long> sent = new TreeMap<>(); // of the feeding thread, until it has ended
    private volatile boolean finishing;
    private volatile Exception failure; // null while all could be sent

    /** @param broker where the topics are, which comes and goes */
    public Topics(String broker, long seed, StreamClock clock) {
        this.broker = broker;
        this.random = new SplittableRandom(seed);
        this.clock = clock;
        // sent again as long as it takes, and never doubled: the input itself must be beyond doubt
        this.producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        broker,
                        "enable.idempotence",
                        true,
                        "delivery.timeout.ms",
                        Integer.MAX_VALUE,
                        "max.block.ms",
                        Integer.MAX_VALUE),
                new StringSerializer(),
                new StringSerializer());
        thread.setDaemon(true);
        thread.start();
    }

    private void feed() {
        while (!finishing) {
            int size = 1 + random.nextInt(MOST_IN_A_GROUP);
            for (int i = 0; i < size; i++) {
                String key = "k" + random.nextInt(KEYS);
                long number = sent.merge(key, 1L, Long::sum) - 1;
                send(new ProducerRecord<>(TopicDriver.IN, key, Long.toString(number)));
            }
            try {
                clock.awaitUntil(clock.now().plus(BETWEEN_GROUPS));
            } catch (InterruptedException over) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the callback hears of the same
    private void send(ProducerRecord<String, String> record) {
        producer.send(record, (where, thrown) -> failure = thrown == null ? failure : thrown);
    }

    /** Sends nothing new, and returns when all that was sent is there. */
    public void finish() throws InterruptedException {
        finishing = true;
        thread.join();
        producer.flush();
        if (failure != null) {
            throw new IllegalStateException("the input itself is not there", failure);
        }
    }

    /** What is wrong with the other topic, when the program has had time for everything. */
    public Discrepancies check() {
        Discrepancies found = new Discrepancies();
        Map<String, Long> next = new HashMap<>();
        for (ConsumerRecord<String, String> record : committed()) {
            String[] parts = record.value().split(" ", -1);
            long number = Long.parseLong(parts[0]);
            long expected = next.getOrDefault(record.key(), 0L);
            String what = "number %d of '%s' at offset %d, where %d was expected"
                    .formatted(number, record.key(), record.offset(), expected);
            found.counted(1);
            if (number < expected) {
                found.twice(what);
            } else if (number > expected) {
                found.lost(what);
            }
            if (Long.parseLong(parts[1]) != number + 1) {
                found.wrong("the count %s with number %d of '%s'".formatted(parts[1], number, record.key()));
            }
            next.put(record.key(), Math.max(expected, number + 1));
        }
        sent.forEach((key, count) -> {
            for (long number = next.getOrDefault(key, 0L); number < count; number++) {
                found.lost("number %d of '%s', the last of its key".formatted(number, key));
            }
        });
        return found;
    }

    private List<ConsumerRecord<String, String>> committed() {
        List<ConsumerRecord<String, String>> records = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker, "isolation.level", "read_committed"),
                new StringDeserializer(),
                new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(TopicDriver.OUT).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(POLL).forEach(records::add);
            }
        }
        return records;
    }

    @Override
    public void close() {
        finishing = true;
        producer.close(Duration.ZERO);
        thread.interrupt();
    }
}
