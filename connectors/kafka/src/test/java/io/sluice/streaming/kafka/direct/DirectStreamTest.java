package io.sluice.streaming.kafka.direct;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.streaming.DStream;
import io.sluice.streaming.kafka.ConsumerStrategies;
import io.sluice.streaming.kafka.HasOffsetRanges;
import io.sluice.streaming.kafka.KafkaFixture;
import io.sluice.streaming.kafka.KafkaUtils;
import io.sluice.streaming.kafka.LocationStrategies;
import io.sluice.streaming.kafka.OffsetRange;
import io.sluice.testkit.Output;
import io.sluice.testkit.StreamHarness;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("server")
class DirectStreamTest {
    private static KafkaFixture kafka;

    @BeforeAll
    static void startBroker() {
        kafka = KafkaFixture.start();
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
}
