package io.sluice.streaming.kafka.direct;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.Rdd;
import io.sluice.SluiceContext;
import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;
import io.sluice.streaming.event.StreamingListenerReceiverError;
import io.sluice.streaming.kafka.ConsumerStrategies;
import io.sluice.streaming.kafka.ConsumerStrategy;
import io.sluice.streaming.kafka.HasOffsetRanges;
import io.sluice.streaming.kafka.KafkaFixture;
import io.sluice.streaming.kafka.KafkaUtils;
import io.sluice.streaming.kafka.LocationStrategies;
import io.sluice.streaming.kafka.OffsetRange;
import io.sluice.streaming.kafka.StartingOffsets;
import io.sluice.testkit.ListenerRecorder;
import io.sluice.testkit.Output;
import io.sluice.testkit.StreamHarness;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("server")
class DirectStartTest {
    private static final int ENOUGH_BATCHES = 2_000;
    private static KafkaFixture kafka;

    @BeforeAll
    static void startBroker() {
        kafka = KafkaFixture.shared();
    }

    @AfterAll
    static void stopBroker() {
        kafka.close();
    }

    private static Output<String> values(StreamHarness program, ConsumerStrategy<String, String> strategy) {
        return program.collect(
                KafkaUtils.createDirectStream(program.streaming(), LocationStrategies.PreferConsistent(), strategy)
                        .map(ConsumerRecord::value));
    }

    private static List<String> firstBatch(ConsumerStrategy<String, String> strategy) {
        try (StreamHarness program = StreamHarness.create()) {
            Output<String> values = values(program, strategy);
            program.start();
            program.runBatch();
            return values.last();
        }
    }

    /** Runs batches until a record is there; what is looked for in the background is found at some time. */
    private static void runUntil(StreamHarness program, Output<String> values, String value) {
        for (int batch = 0; batch < ENOUGH_BATCHES && !values.all().contains(value); batch++) {
            program.runBatch();
        }
        assertThat(values.all()).contains(value);
    }

    @Nested
    class GivenATopicWithRecords {
        final String topic = kafka.topic(2);
        final TopicPartition first = new TopicPartition(topic, 0);

        GivenATopicWithRecords() {
            kafka.write(new ProducerRecord<>(topic, 0, 1_000L, null, "a".getBytes(UTF_8)));
            kafka.write(new ProducerRecord<>(topic, 0, 2_000L, null, "b".getBytes(UTF_8)));
            kafka.write(new ProducerRecord<>(topic, 1, 3_000L, null, "c".getBytes(UTF_8)));
        }

        @Test
        void earliest_isAllOfThem() {
            assertThat(firstBatch(subscribe(StartingOffsets.earliest()))).containsExactly("a", "b", "c");
        }

        @Test
        void latest_isWhatComesAfterTheStart() {
            try (StreamHarness program = StreamHarness.create()) {
                Output<String> values = values(program, subscribe(StartingOffsets.latest()));
                program.start();

                kafka.write(topic, 1, "d");
                program.runBatch();

                assertThat(values.all()).containsExactly("d");
            }
        }

        @Test
        void aTimestamp_isTheFirstRecordThatIsNotOlder() {
            Instant time = Instant.ofEpochMilli(2_000);

            assertThat(firstBatch(subscribe(StartingOffsets.at(time)))).containsExactly("b", "c");
        }

        @Test
        void aTimestamp_isTheEndWhereAllRecordsAreOlder() {
            Instant time = Instant.ofEpochMilli(2_001);

            assertThat(firstBatch(subscribe(StartingOffsets.at(time)))).containsExactly("c");
        }

        @Test
        void givenOffsets_areTaken_andTheOthersAreByReset() {
            assertThat(firstBatch(ConsumerStrategies.Subscribe(List.of(topic), kafka.params(), Map.of(first, 1L))))
                    .containsExactly("b", "c");
        }

        @Test
        void noneByReset_wantsOffsets() {
            Map<String, Object> params = kafka.params();
            params.put("auto.offset.reset", "none");

            assertThatThrownBy(() -> firstBatch(ConsumerStrategies.Subscribe(List.of(topic), params)))
                    .isInstanceOfSatisfying(
                            StreamException.class,
                            failed -> assertThat(failed.code()).isEqualTo(ErrorCode.KAFKA_CONFIG))
                    .hasMessageContaining(topic + "-0");
        }

        @Test
        void assigned_isOnlyThatPartition() {
            assertThat(firstBatch(ConsumerStrategies.Assign(List.of(first), kafka.params())))
                    .containsExactly("a", "b");
        }

        @Test
        void theGroupsOffsets_areTakenOnlyIfTheProgramAsks() throws Exception {
            Map<String, Object> params = kafka.params();
            params.put("group.id", topic + "-group");
            try (Admin admin = kafka.broker().admin()) {
                admin.alterConsumerGroupOffsets(topic + "-group", Map.of(first, new OffsetAndMetadata(1)))
                        .all()
                        .get();
            }
            ConsumerStrategy<String, String> strategy = ConsumerStrategies.Assign(List.of(first), params);

            assertThat(firstBatch(strategy)).containsExactly("a", "b");
            try (StreamHarness program = StreamHarness.builder()
                    .set("sluice.streaming.kafka.commitToGroup", "false")
                    .set("sluice.streaming.kafka.startFromGroup", "true")
                    .build()) {
                try (Admin admin = kafka.broker().admin()) {
                    admin.alterConsumerGroupOffsets(topic + "-group", Map.of(first, new OffsetAndMetadata(1)))
                            .all()
                            .get();
                }
                Output<String> values = values(program, strategy);
                program.start();
                program.runBatch();
                assertThat(values.all()).containsExactly("b");
            }
        }

        @Test
        void aStrategyOfTheProgramsOwn_readsWhatItsConsumerIsAssigned() {
            assertThat(firstBatch(new ConsumerStrategy<>() {
                        @Override
                        public Map<String, Object> executorKafkaParams() {
                            return kafka.params();
                        }

                        @Override
                        public Consumer<String, String> onStart(Map<TopicPartition, Long> currentOffsets) {
                            KafkaConsumer<String, String> consumer = new KafkaConsumer<>(kafka.params());
                            consumer.assign(List.of(first));
                            consumer.seek(first, 1);
                            return consumer;
                        }
                    }))
                    .containsExactly("b");
        }

        @Test
        void aStrategyThatSubscribes_readsWhatItsGroupIsAssigned() {
            Map<String, Object> params = kafka.params();
            params.put("group.id", topic + "-members");
            assertThat(firstBatch(new ConsumerStrategy<>() {
                        @Override
                        public Map<String, Object> executorKafkaParams() {
                            return params;
                        }

                        @Override
                        public Consumer<String, String> onStart(Map<TopicPartition, Long> currentOffsets) {
                            KafkaConsumer<String, String> consumer = new KafkaConsumer<>(params);
                            consumer.subscribe(List.of(topic));
                            return consumer;
                        }
                    }))
                    .containsExactly("a", "b", "c");
        }

        @Test
        void anRddOfRanges_hasTheirRecords() {
            OffsetRange[] ranges = {OffsetRange.create(topic, 0, 1, 2), OffsetRange.create(topic, 1, 0, 1)};
            try (SluiceContext context = new SluiceContext("local[2]", "ranges")) {
                Rdd<ConsumerRecord<String, String>> rdd =
                        KafkaUtils.createRDD(context, kafka.params(), ranges, LocationStrategies.PreferConsistent());

                assertThat(rdd.map(ConsumerRecord::value).collect()).containsExactly("b", "c");
                assertThat(((HasOffsetRanges) rdd).offsetRanges()).containsExactly(ranges);
                assertThatThrownBy(() -> KafkaUtils.createRDD(
                                context, kafka.params(), ranges, LocationStrategies.PreferBrokers()))
                        .isInstanceOf(IllegalArgumentException.class);
            }
        }

        private ConsumerStrategy<String, String> subscribe(StartingOffsets starting) {
            return ConsumerStrategies.Subscribe(List.of(topic), kafka.params(), starting);
        }
    }

    @Test
    void aPartitionThatIsAdded_isReadFromItsBeginning() throws Exception {
        String topic = kafka.topic(1);
        try (StreamHarness program = StreamHarness.builder()
                .set("sluice.streaming.kafka.discoveryInterval", "1s")
                .build()) {
            Output<String> values = values(
                    program, ConsumerStrategies.Subscribe(List.of(topic), kafka.params(), StartingOffsets.latest()));
            program.start();
            program.runBatch();

            try (Admin admin = kafka.broker().admin()) {
                admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(2)))
                        .all()
                        .get();
            }
            kafka.write(topic, 1, "new");

            runUntil(program, values, "new");
        }
    }

    @Test
    void aTopicThatIsNotThereYet_isToldOf_andReadFromItsBeginningWhenItIs() throws Exception {
        String topic = kafka.freeName();
        try (StreamHarness program = StreamHarness.builder()
                .set("sluice.streaming.kafka.discoveryInterval", "1s")
                .build()) {
            ListenerRecorder events = program.listen();
            Output<String> values = values(
                    program, ConsumerStrategies.Subscribe(List.of(topic), kafka.params(), StartingOffsets.latest()));
            program.start();
            program.runBatch();

            kafka.broker().createTopic(topic, 1);
            kafka.write(topic, 0, "new");

            runUntil(program, values, "new");
            assertThat(events.await(StreamingListenerReceiverError.class, 1)
                            .receiverInfo()
                            .lastErrorMessage())
                    .contains("no topic yet", topic);
        }
    }

    @Test
    void aTopicThatAppears_isReadFromItsBeginningIfItMatches() {
        String prefix = kafka.freeName();
        kafka.broker().createTopic(prefix + "-a", 1);
        try (StreamHarness program = StreamHarness.builder()
                .set("sluice.streaming.kafka.discoveryInterval", "1s")
                .build()) {
            Output<String> values = values(
                    program,
                    ConsumerStrategies.SubscribePattern(
                            Pattern.compile(prefix + "-.*"), kafka.params(), StartingOffsets.latest()));
            program.start();
            program.runBatch();

            kafka.broker().createTopic(prefix + "-b", 1);
            kafka.broker().createTopic("not-" + prefix + "-c", 1);
            kafka.write("not-" + prefix + "-c", 0, "other");
            kafka.write(prefix + "-b", 0, "new");

            runUntil(program, values, "new");
            assertThat(values.all()).containsExactly("new");
        }
    }
}
