package io.sluice.streaming.kafka.direct;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.streaming.kafka.ConsumerStrategies;
import io.sluice.streaming.kafka.KafkaFixture;
import io.sluice.streaming.kafka.KafkaUtils;
import io.sluice.streaming.kafka.LocationStrategies;
import io.sluice.testkit.StreamHarness;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Writes, batches, new partitions and restarts in any order: each record is read once, in the order of its partition. */
@Tag("server")
class DirectRandomTest {
    private static final int STEPS = 25;
    private static final int ENOUGH_BATCHES = 2_000;

    private final long seed = new Random().nextLong();
    private final Random random = new Random(seed);
    private final Map<Integer, List<String>> written = new TreeMap<>();
    private final Map<Integer, List<String>> read = new TreeMap<>();
    private int partitions = 1;

    @Test
    void eachRecordIsReadOnce_inTheOrderOfItsPartition(@TempDir Path directory) throws Exception {
        try (KafkaFixture kafka = KafkaFixture.shared();
                Admin admin = kafka.broker().admin()) {
            String topic = kafka.topic(1);
            StreamHarness program = program(kafka, topic, directory);
            try {
                for (int step = 0; step < STEPS; step++) {
                    switch (random.nextInt(10)) {
                        case 0 -> addPartition(admin, topic);
                        case 1, 2 -> {
                            program.close();
                            program = program(kafka, topic, directory);
                        }
                        case 3, 4, 5 -> program.runBatch();
                        default -> write(kafka, topic);
                    }
                }
                for (int batch = 0; batch < ENOUGH_BATCHES && !read.equals(written); batch++) {
                    program.runBatch();
                }
            } finally {
                program.close();
            }
        }
        assertThat(read).as("seed %d", seed).isEqualTo(written);
    }

    private void addPartition(Admin admin, String topic) throws Exception {
        partitions++;
        admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(partitions)))
                .all()
                .get();
        while (admin.describeTopics(List.of(topic))
                        .allTopicNames()
                        .get()
                        .get(topic)
                        .partitions()
                        .size()
                < partitions) {
            Thread.onSpinWait();
        }
    }

    private void write(KafkaFixture kafka, String topic) {
        int partition = random.nextInt(partitions);
        List<String> all = written.computeIfAbsent(partition, none -> new ArrayList<>());
        String[] values = IntStream.range(all.size(), all.size() + 1 + random.nextInt(30))
                .mapToObj(Integer::toString)
                .toArray(String[]::new);
        kafka.write(topic, partition, values);
        all.addAll(List.of(values));
    }

    private StreamHarness program(KafkaFixture kafka, String topic, Path directory) {
        StreamHarness program = StreamHarness.builder()
                .set("sluice.task.serialize", Boolean.toString(random.nextBoolean()))
                .set("sluice.streaming.kafka.discoveryInterval", "2s")
                .set("sluice.streaming.kafka.maxRatePerPartition", Integer.toString(random.nextInt(20)))
                .build();
        program.streaming().checkpoint(directory.toString());
        KafkaUtils.createDirectStream(
                        program.streaming(),
                        LocationStrategies.PreferConsistent(),
                        ConsumerStrategies.<String, String>Subscribe(List.of(topic), kafka.params()))
                .foreachRDD(rdd -> {
                    for (ConsumerRecord<String, String> record : rdd.collect()) {
                        read.computeIfAbsent(record.partition(), none -> new ArrayList<>())
                                .add(record.value());
                    }
                });
        program.start();
        return program;
    }
}
