package io.sluice.streaming.kafka.direct;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.streaming.DStream;
import io.sluice.streaming.kafka.ConsumerStrategies;
import io.sluice.streaming.kafka.HasOffsetRanges;
import io.sluice.streaming.kafka.KafkaFixture;
import io.sluice.streaming.kafka.KafkaUtils;
import io.sluice.streaming.kafka.LocationStrategies;
import io.sluice.streaming.kafka.OffsetRange;
import io.sluice.streaming.kafka.PerPartitionConfig;
import io.sluice.testkit.Output;
import io.sluice.testkit.StreamHarness;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("server")
class DirectStreamTest {
    private static KafkaFixture kafka;

    @BeforeAll
    static void startBroker() {
        kafka = KafkaFixture.shared();
    }

    @AfterAll
    static void stopBroker() {
        kafka.close();
    }

    private static DStream<ConsumerRecord<String, String>> stream(StreamHarness program, String topic) {
        return KafkaUtils.createDirectStream(
                program.streaming(),
                LocationStrategies.PreferConsistent(),
                ConsumerStrategies.<String, String>Subscribe(List.of(topic), kafka.params()));
    }

    @Test
    void aBatchHasWhatWasWrittenBeforeIt_andTheNextOneWhatCameAfter() {
        String topic = kafka.topic(1);
        try (StreamHarness program = StreamHarness.create()) {
            Output<String> values = program.collect(stream(program, topic).map(ConsumerRecord::value));
            kafka.write(topic, 0, "a", "b");
            program.start();

            program.runBatch();
            kafka.write(topic, 0, "c");
            program.runBatch();
            program.runBatch();

            assertThat(values.batches()).containsExactly(List.of("a", "b"), List.of("c"), List.of());
        }
    }

    @Test
    void eachTopicPartitionIsAPartition_withItsRange() {
        String topic = kafka.topic(3);
        kafka.write(topic, 0, "a", "b");
        kafka.write(topic, 2, "c");
        List<OffsetRange> ranges = new ArrayList<>();
        List<List<String>> partitions = new ArrayList<>();
        try (StreamHarness program = StreamHarness.create()) {
            stream(program, topic).foreachRDD(rdd -> {
                ranges.addAll(List.of(((HasOffsetRanges) rdd).offsetRanges()));
                partitions.addAll(rdd.map(ConsumerRecord::value).glom().collect());
            });
            program.start();

            program.runBatch();
        }

        assertThat(ranges)
                .containsExactly(
                        new OffsetRange(topic, 0, 0, 2),
                        new OffsetRange(topic, 1, 0, 0),
                        new OffsetRange(topic, 2, 0, 1));
        assertThat(partitions).containsExactly(List.of("a", "b"), List.of(), List.of("c"));
    }

    @Test
    void aRecordHasAllThatWasWritten() {
        String topic = kafka.topic(1);
        kafka.write(new ProducerRecord<>(
                topic,
                0,
                12_345L,
                "key".getBytes(UTF_8),
                "value".getBytes(UTF_8),
                List.of(new RecordHeader("trace", "t1".getBytes(UTF_8)))));
        try (StreamHarness program = StreamHarness.create()) {
            Output<String> seen = program.collect(stream(program, topic)
                    .map(record -> "%s offset %d, %s %d, %s=%s, trace %s"
                            .formatted(
                                    new TopicPartition(record.topic(), record.partition()),
                                    record.offset(),
                                    record.timestampType(),
                                    record.timestamp(),
                                    record.key(),
                                    record.value(),
                                    new String(
                                            record.headers().lastHeader("trace").value(), UTF_8))));
            program.start();
            program.runBatch();

            assertThat(seen.all()).containsExactly(topic + "-0 offset 0, CreateTime 12345, key=value, trace t1");
        }
    }

    private static final class MoreOfHigherNumbers extends PerPartitionConfig {
        private static final long serialVersionUID = 1;

        @Override
        public long maxRatePerPartition(TopicPartition topicPartition) {
            return topicPartition.partition() + 2L;
        }
    }

    @Test
    void limitsOfTheProgramsOwn_areInsteadOfThoseOfTheSettings() {
        String topic = kafka.topic(2);
        kafka.write(topic, 0, "a", "b", "c", "d");
        kafka.write(topic, 1, "e", "f", "g", "h");
        try (StreamHarness program = StreamHarness.builder()
                .set("sluice.streaming.kafka.maxRatePerPartition", "1")
                .build()) {
            Output<String> values = program.collect(KafkaUtils.createDirectStream(
                            program.streaming(),
                            LocationStrategies.PreferConsistent(),
                            ConsumerStrategies.<String, String>Subscribe(List.of(topic), kafka.params()),
                            new MoreOfHigherNumbers())
                    .map(ConsumerRecord::value));
            program.start();
            program.runBatch();

            assertThat(values.all()).containsExactly("a", "b", "e", "f", "g");
        }
    }

    @Test
    void aProgramStartedAgain_goesOnWhereItWas(@TempDir Path directory) {
        String topic = kafka.topic(2);
        kafka.write(topic, 0, "a");
        try (StreamHarness program = StreamHarness.create()) {
            program.streaming().checkpoint(directory.toString());
            program.collect(stream(program, topic).map(ConsumerRecord::value));
            program.start();
            program.runBatch();
        }
        kafka.write(topic, 0, "b");
        kafka.write(topic, 1, "c");

        try (StreamHarness program = StreamHarness.create()) {
            program.streaming().checkpoint(directory.toString());
            Output<String> values = program.collect(stream(program, topic).map(ConsumerRecord::value));
            program.start();
            program.runBatch();

            assertThat(values.all()).containsExactly("b", "c");
        }
    }

    @Nested
    class GivenConsumersThatAreKept {
        final String topic = kafka.topic(2);
        final StreamHarness program = StreamHarness.builder()
                .set("sluice.task.serialize", "false")
                .set("sluice.streaming.kafka.maxRatePerPartition", "3")
                .build();

        GivenConsumersThatAreKept() {
            for (int partition = 0; partition < 2; partition++) {
                for (int i = 0; i < 10; i++) {
                    kafka.write(topic, partition, partition + "-" + i);
                }
            }
        }

        @AfterEach
        void stop() {
            program.close();
        }

        private List<String> all() {
            return List.of(0, 1).stream()
                    .flatMap(partition -> IntStream.range(0, 10).mapToObj(i -> partition + "-" + i))
                    .toList();
        }

        @Test
        void whatWasFetchedBeyondARange_isInTheNextOnes() {
            Output<String> values = program.collect(stream(program, topic).map(ConsumerRecord::value));
            program.start();
            program.runUntilIdle();
            program.runBatches(4);

            assertThat(values.at(values.times().get(1))).containsExactly("0-3", "0-4", "0-5", "1-3", "1-4", "1-5");
            assertThat(values.all()).containsExactlyInAnyOrderElementsOf(all());
        }

        @Test
        void severalOutputs_eachReadAll() {
            DStream<String> values = stream(program, topic).map(ConsumerRecord::value);
            Output<String> one = program.collect(values);
            Output<String> two = program.collect(values.filter(value -> value.startsWith("1")));
            Output<String> three = program.collect(values);
            program.start();
            program.runBatches(4);

            assertThat(one.all()).containsExactlyInAnyOrderElementsOf(all());
            assertThat(two.all()).hasSize(10);
            assertThat(three.all()).isEqualTo(one.all());
        }

        @Test
        void recordsThatAreOnlyPartlyTaken_areThereForTheNextOutput() {
            List<String> taken = new ArrayList<>();
            DStream<String> values = stream(program, topic).map(ConsumerRecord::value);
            values.foreachRDD(rdd -> taken.addAll(rdd.take(1)));
            Output<String> all = program.collect(values);
            program.start();
            program.runBatches(4);

            assertThat(taken).containsExactly("0-0", "0-3", "0-6", "0-9");
            assertThat(all.all()).containsExactlyInAnyOrderElementsOf(all());
        }

        @Test
        void windowsOfRecordsAsTheyAre_areFine() {
            Output<String> windowed = program.collect(
                    stream(program, topic).window(Duration.ofSeconds(2)).map(ConsumerRecord::value));
            program.start();
            program.runBatches(2);

            assertThat(windowed.last())
                    .containsExactlyInAnyOrder(
                            "0-0", "0-1", "0-2", "0-3", "0-4", "0-5", "1-0", "1-1", "1-2", "1-3", "1-4", "1-5");
        }
    }

    @Test
    void backpressureBoundsTheFirstBatch_alsoAfterARestartWithABacklog(@TempDir Path directory) {
        String topic = kafka.topic(2);
        String[] many = IntStream.range(0, 3_000).mapToObj(Integer::toString).toArray(String[]::new);
        kafka.write(topic, 0, many);
        for (int run = 0; run < 2; run++) {
            try (StreamHarness program = StreamHarness.builder()
                    .set("sluice.streaming.backpressure.enabled", "true")
                    .set("sluice.streaming.backpressure.initialRate", "100")
                    .build()) {
                program.streaming().checkpoint(directory.toString());
                Output<String> values = program.collect(stream(program, topic).map(ConsumerRecord::value));
                program.start();
                program.runBatch();

                assertThat(values.all()).hasSizeBetween(1, 200);
            }
            kafka.write(topic, 1, many);
        }
    }
}
