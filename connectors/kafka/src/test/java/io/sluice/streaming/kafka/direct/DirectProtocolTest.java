package io.sluice.streaming.kafka.direct;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.streaming.StopMode;
import io.sluice.streaming.kafka.ConsumerStrategies;
import io.sluice.streaming.kafka.ConsumerStrategy;
import io.sluice.streaming.kafka.KafkaFixture;
import io.sluice.streaming.kafka.KafkaUtils;
import io.sluice.streaming.kafka.LocationStrategies;
import io.sluice.testkit.Output;
import io.sluice.testkit.StreamHarness;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs that set {@code group.protocol=consumer}, whose consumer has a thread of its own. */
@Tag("server")
class DirectProtocolTest {
    private static KafkaFixture kafka;

    private final String topic = kafka.topic(2);
    private final String group = topic + "-group";

    @BeforeAll
    static void startBroker() {
        kafka = KafkaFixture.shared();
    }

    @AfterAll
    static void stopBroker() {
        kafka.close();
    }

    private Map<String, Object> params(String protocol) {
        Map<String, Object> params = kafka.params();
        params.put("group.protocol", protocol);
        params.put("group.id", group);
        return params;
    }

    private static Output<String> values(StreamHarness program, ConsumerStrategy<String, String> strategy) {
        return program.collect(
                KafkaUtils.createDirectStream(program.streaming(), LocationStrategies.PreferConsistent(), strategy)
                        .map(ConsumerRecord::value));
    }

    private List<Long> committed(Admin admin) throws Exception {
        Map<TopicPartition, OffsetAndMetadata> offsets = admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get();
        return List.of(0, 1).stream()
                .map(partition -> offsets.get(new TopicPartition(topic, partition)))
                .map(offset -> offset == null ? -1 : offset.offset())
                .toList();
    }

    @Test
    void aProgramReadsAndGoesOn_andTheGroupHasItsOffsets(@TempDir Path directory) throws Exception {
        kafka.write(topic, 0, "a");
        try (StreamHarness program = StreamHarness.builder()
                .set("sluice.task.serialize", "false") // consumers are kept
                .build()) {
            program.streaming().checkpoint(directory.toString());
            Output<String> values = values(program, ConsumerStrategies.Subscribe(List.of(topic), params("consumer")));
            program.start();
            program.runBatch();
            kafka.write(topic, 0, "b");
            kafka.write(topic, 1, "c");
            program.runBatch();

            assertThat(values.batches()).containsExactly(List.of("a"), List.of("b", "c"));
        }
        kafka.write(topic, 1, "d");
        try (StreamHarness program = StreamHarness.create();
                Admin admin = kafka.broker().admin()) {
            program.streaming().checkpoint(directory.toString());
            Output<String> values = values(program, ConsumerStrategies.Subscribe(List.of(topic), params("consumer")));
            program.start();
            program.runBatch();
            program.streaming().stop(StopMode.AFTER_BATCH, Duration.ofSeconds(10));

            assertThat(values.all()).containsExactly("d");
            assertThat(committed(admin)).containsExactly(2L, 2L);
        }
    }

    /** Its consumer commits by itself, too, as the client's default is. */
    @ParameterizedTest
    @ValueSource(strings = {"classic", "consumer"})
    void aStrategyThatSubscribes_readsWhatItsGroupIsAssigned_andCommitsAsItsMember(String protocol) throws Exception {
        kafka.write(topic, 0, "a", "b");
        kafka.write(topic, 1, "c");
        Map<String, Object> params = params(protocol);
        List<String> topics = List.of(topic);
        ConsumerStrategy<String, String> strategy = new ConsumerStrategy<>() {
            @Override
            public Map<String, Object> executorKafkaParams() {
                return params;
            }

            @Override
            public Consumer<String, String> onStart(Map<TopicPartition, Long> currentOffsets) {
                KafkaConsumer<String, String> consumer = new KafkaConsumer<>(params);
                consumer.subscribe(topics);
                return consumer;
            }
        };
        try (StreamHarness program = StreamHarness.create();
                Admin admin = kafka.broker().admin()) {
            Output<String> values = values(program, strategy);
            program.start();
            program.runBatch();

            assertThat(values.all()).containsExactly("a", "b", "c");
            assertThat(admin.describeConsumerGroups(List.of(group))
                            .describedGroups()
                            .get(group)
                            .get()
                            .type())
                    .isEqualTo(GroupType.parse(protocol));

            program.streaming().stop(StopMode.AFTER_BATCH, Duration.ofSeconds(10));

            assertThat(committed(admin)).containsExactly(2L, 1L);
        }
    }
}
