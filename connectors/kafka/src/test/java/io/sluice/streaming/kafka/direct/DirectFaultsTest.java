package io.sluice.streaming.kafka.direct;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;
import io.sluice.streaming.InputDStream;
import io.sluice.streaming.event.StreamInputInfo;
import io.sluice.streaming.event.StreamingListenerBatchCompleted;
import io.sluice.streaming.event.StreamingListenerReceiverError;
import io.sluice.streaming.kafka.ConsumerStrategies;
import io.sluice.streaming.kafka.KafkaFixture;
import io.sluice.streaming.kafka.KafkaUtils;
import io.sluice.streaming.kafka.LocationStrategies;
import io.sluice.testkit.HarnessBuilder;
import io.sluice.testkit.ListenerRecorder;
import io.sluice.testkit.Output;
import io.sluice.testkit.StreamHarness;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("server")
class DirectFaultsTest {
    private static KafkaFixture kafka;

    @BeforeAll
    static void startBroker() {
        kafka = KafkaFixture.start(Map.of("log.cleaner.backoff.ms", "50"));
    }

    @AfterAll
    static void stopBroker() {
        kafka.close();
    }

    private static InputDStream<ConsumerRecord<String, String>> stream(
            StreamHarness program, String topic, Map<String, Object> params) {
        return KafkaUtils.createDirectStream(
                program.streaming(),
                LocationStrategies.PreferConsistent(),
                ConsumerStrategies.Subscribe(List.of(topic), params));
    }

    private static Output<String> values(StreamHarness program, String topic) {
        return program.collect(stream(program, topic, kafka.params()).map(ConsumerRecord::value));
    }

    /** With tasks that are not copied, so that consumers are kept from one batch to the next. */
    private static HarnessBuilder asItRuns() {
        return StreamHarness.builder().set("sluice.task.serialize", "false");
    }

    /** Gives up on brokers soon. */
    private static HarnessBuilder impatient() {
        return asItRuns().set("sluice.streaming.kafka.consumer.poll.ms", "1500");
    }

    private static void assertFailure(Throwable thrown, ErrorCode code, String... words) {
        Throwable cause = thrown;
        while (!(cause instanceof StreamException told && told.code() == code)) {
            assertThat(cause).as("no %s in %s", code, thrown).isNotNull();
            cause = cause.getCause();
        }
        assertThat(cause.getMessage()).contains(words);
    }

    private static void deleteBefore(String topic, long offset) throws Exception {
        try (Admin admin = kafka.broker().admin()) {
            admin.deleteRecords(Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(offset)))
                    .all()
                    .get();
        }
    }

    private static void delete(String topic) throws Exception {
        try (Admin admin = kafka.broker().admin()) {
            admin.deleteTopics(List.of(topic)).all().get();
            while (admin.listTopics().names().get().contains(topic)) {
                Thread.onSpinWait();
            }
        }
    }

    // ---- brokers

    @Test
    void withoutABrokerAtTheStart_itFailsInTime_andNamesTheAddress() {
        Map<String, Object> params = kafka.params();
        params.put("bootstrap.servers", "localhost:1");
        try (StreamHarness program = impatient().build()) {
            program.collect(stream(program, "any", params));

            assertThatThrownBy(program::start)
                    .satisfies(failed -> assertFailure(failed, ErrorCode.KAFKA_UNREACHABLE, "localhost:1"));
        }
    }

    @Test
    void aHostThatNobodyKnows_isAWrongParameter() {
        Map<String, Object> params = kafka.params();
        params.put("bootstrap.servers", "no-such-host.invalid:9092");
        try (StreamHarness program = impatient().build()) {
            program.collect(stream(program, "any", params));

            assertThatThrownBy(program::start)
                    .satisfies(failed -> assertFailure(failed, ErrorCode.KAFKA_CONFIG, "no-such-host.invalid"));
        }
    }

    @Test
    void aBrokerThatIsBouncedBetweenBatches_isWaitedFor() {
        String topic = kafka.topic(1);
        kafka.write(topic, 0, "a");
        try (StreamHarness program = asItRuns().build()) {
            Output<String> values = values(program, topic);
            program.start();
            program.runBatch();

            kafka.broker().stop();
            kafka.broker().restart();
            kafka.write(topic, 0, "b");
            program.runBatch();

            assertThat(values.all()).containsExactly("a", "b");
        }
    }

    private static final AtomicInteger BOUNCES = new AtomicInteger(); // static, as functions may be copied

    @Test
    void aBrokerThatIsBouncedInTheMiddleOfATask_isWaitedFor_andTheTaskGoesOn() {
        String topic = kafka.topic(1);
        for (String value : List.of("a", "b", "c")) {
            kafka.write(topic, 0, value);
        }
        Map<String, Object> params = kafka.params();
        params.put("max.partition.fetch.bytes", 1); // each fetch brings one record
        BOUNCES.set(0);
        try (StreamHarness program = asItRuns().build()) {
            Output<String> values =
                    program.collect(stream(program, topic, params).map(record -> {
                        if (record.value().equals("a")) {
                            BOUNCES.incrementAndGet();
                            kafka.broker().stop();
                            kafka.broker().restart();
                        }
                        return record.value();
                    }));
            program.start();
            program.runBatch();

            assertThat(values.all()).containsExactly("a", "b", "c");
            assertThat(BOUNCES).as("attempts of the task").hasValue(1);
        }
    }

    @Test
    void aBrokerThatStaysAway_failsTheBatch_andARestartGoesOnExactly(@TempDir Path directory) {
        String topic = kafka.topic(1);
        kafka.write(topic, 0, "a");
        try (StreamHarness program = impatient().build()) {
            program.streaming().checkpoint(directory.toString());
            values(program, topic);
            program.start();
            program.runBatch();

            kafka.broker().stop();
            assertThatThrownBy(program::runBatch)
                    .satisfies(failed -> assertFailure(failed, ErrorCode.KAFKA_UNREACHABLE, "localhost"));
        } finally {
            kafka.broker().restart();
        }
        kafka.write(topic, 0, "b");
        try (StreamHarness program = asItRuns().build()) {
            program.streaming().checkpoint(directory.toString());
            Output<String> values = values(program, topic);
            program.start();
            program.runBatch();

            assertThat(values.all()).containsExactly("b");
        }
    }

    @Test
    void aBrokerThatStaysAway_costsABatchAndNoRecords_ifTheProgramGoesOn() {
        String topic = kafka.topic(1);
        kafka.write(topic, 0, "a");
        try (StreamHarness program =
                impatient().set("sluice.streaming.onBatchFailure", "skip").build()) {
            Output<String> values = values(program, topic);
            program.start();
            program.runBatch();

            kafka.broker().stop();
            try {
                program.runBatch();
            } finally {
                kafka.broker().restart();
            }
            kafka.write(topic, 0, "b");
            program.runBatch();

            assertThat(values.all()).containsExactly("a", "b");
            assertThat(program.streaming().batches().orElseThrow().termination().failuresSkipped())
                    .isEqualTo(1);
        }
    }

    // ---- records that are gone

    @Test
    void expiredOffsets_failTheBatch_namingRangeOldestAndCount() throws Exception {
        String topic = kafka.topic(1);
        kafka.write(topic, 0, "a", "b", "c", "d");
        try (StreamHarness program = asItRuns().build()) {
            values(program, topic);
            program.start();
            deleteBefore(topic, 3);

            assertThatThrownBy(program::runBatch)
                    .satisfies(failed -> assertFailure(
                            failed,
                            ErrorCode.KAFKA_DATA_LOST,
                            topic + "-0 [0, 4)",
                            "offsets 3 to 4",
                            "3 records are gone",
                            "onDataLoss=skip"));
        }
    }

    @Test
    void expiredOffsets_areSkippedAndCounted_ifTheProgramSaysSo() throws Exception {
        String topic = kafka.topic(1);
        kafka.write(topic, 0, "a", "b", "c", "d");
        try (StreamHarness program =
                asItRuns().set("sluice.streaming.kafka.onDataLoss", "skip").build()) {
            ListenerRecorder events = program.listen();
            Output<String> values = values(program, topic);
            program.start();
            deleteBefore(topic, 3);
            program.runBatches(2);

            assertThat(values.all()).containsExactly("d");
            assertThat(lastMetadata(events)).containsEntry(DirectPlan.LOST, "3");
        }
    }

    private static Map<String, String> lastMetadata(ListenerRecorder events) {
        List<StreamingListenerBatchCompleted> completed = events.events(StreamingListenerBatchCompleted.class);
        StreamInputInfo input = completed
                .get(completed.size() - 1)
                .batchInfo()
                .streamIdToInputInfo()
                .values()
                .iterator()
                .next();
        return input.metadata();
    }

    @Test
    void aTopicThatWasMadeAnew_isRefused(@TempDir Path directory) throws Exception {
        String topic = kafka.topic(1);
        kafka.write(topic, 0, "a", "b");
        runOneBatch(topic, directory);
        delete(topic);
        kafka.broker().createTopic(topic, 1);
        kafka.write(topic, 0, "c", "d", "e");

        try (StreamHarness program = asItRuns().build()) {
            program.streaming().checkpoint(directory.toString());
            values(program, topic);

            assertThatThrownBy(program::start)
                    .satisfies(failed -> assertFailure(failed, ErrorCode.KAFKA_TOPIC_RECREATED, topic));
        }
    }

    @Test
    void aTopicThatWasMadeAnew_isReadFromItsBeginning_ifLossMayBeSkipped(@TempDir Path directory) throws Exception {
        String topic = kafka.topic(1);
        kafka.write(topic, 0, "a", "b");
        runOneBatch(topic, directory);
        delete(topic);
        kafka.broker().createTopic(topic, 1);
        kafka.write(topic, 0, "c", "d", "e");

        try (StreamHarness program =
                asItRuns().set("sluice.streaming.kafka.onDataLoss", "skip").build()) {
            program.streaming().checkpoint(directory.toString());
            Output<String> values = values(program, topic);
            program.start();
            program.runBatch();

            assertThat(values.all()).containsExactly("c", "d", "e");
        }
    }

    @Test
    void aTopicThatIsMadeAnewWhileTheProgramRuns_isNoticedWhenItIsShorter() throws Exception {
        String topic = kafka.topic(1);
        kafka.write(topic, 0, "a", "b", "c");
        try (StreamHarness program = asItRuns().build()) {
            values(program, topic);
            program.start();
            program.runBatch();
            delete(topic);
            kafka.broker().createTopic(topic, 1);
            kafka.write(topic, 0, "d");

            assertThatThrownBy(program::runBatch)
                    .satisfies(failed -> assertFailure(failed, ErrorCode.KAFKA_TOPIC_RECREATED, topic));
        }
    }

    @Test
    void aTopicThatIsDeletedWhenAllOfItWasRead_isLeft_andTheOthersAreReadOn() throws Exception {
        String left = kafka.topic(1);
        String kept = kafka.topic(1);
        kafka.write(left, 0, "a");
        try (StreamHarness program =
                asItRuns().set("sluice.streaming.kafka.discoveryInterval", "0s").build()) {
            ListenerRecorder events = program.listen();
            Output<String> values = program.collect(KafkaUtils.createDirectStream(
                            program.streaming(),
                            LocationStrategies.PreferConsistent(),
                            ConsumerStrategies.<String, String>Subscribe(List.of(left, kept), kafka.params()))
                    .map(ConsumerRecord::value));
            program.start();
            program.runBatch();

            delete(left);
            kafka.write(kept, 0, "b");
            program.runBatch();

            assertThat(values.all()).containsExactly("a", "b");
            assertThat(events.await(StreamingListenerReceiverError.class, 1)
                            .receiverInfo()
                            .lastErrorMessage())
                    .contains(left, "was deleted with 0 records");
        }
    }

    private static void runOneBatch(String topic, Path directory) {
        try (StreamHarness program = asItRuns().build()) {
            program.streaming().checkpoint(directory.toString());
            values(program, topic);
            program.start();
            program.runBatch();
        }
    }

    // ---- gaps

    @Test
    void transactions_leaveGaps_andOnlyWhatIsCommittedIsRead() {
        String topic = kafka.topic(1);
        Map<String, Object> producing =
                Map.of("bootstrap.servers", kafka.broker().bootstrapServers(), "transactional.id", topic + "-writer");
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(producing, new StringSerializer(), new StringSerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            Future<RecordMetadata> kept = producer.send(new ProducerRecord<>(topic, 0, null, "committed"));
            producer.commitTransaction();
            assertThat(kept).isDone();
            producer.beginTransaction();
            Future<RecordMetadata> aborted = producer.send(new ProducerRecord<>(topic, 0, null, "aborted"));
            producer.flush();
            assertThat(aborted).isDone();
            producer.abortTransaction();
        }
        Map<String, Object> params = kafka.params();
        params.put("isolation.level", "read_committed");
        try (StreamHarness program = impatient().build()) {
            Output<String> values =
                    program.collect(stream(program, topic, params).map(ConsumerRecord::value));
            program.start();
            program.runBatch();
            kafka.write(topic, 0, "next");
            program.runBatch();

            assertThat(values.batches()).containsExactly(List.of("committed"), List.of("next"));
        }
    }

    @Test
    void rangesThatHaveOnlyGaps_areNoReasonToWait() {
        String topic = kafka.topic(1);
        Map<String, Object> producing =
                Map.of("bootstrap.servers", kafka.broker().bootstrapServers(), "transactional.id", topic + "-writer");
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(producing, new StringSerializer(), new StringSerializer())) {
            producer.initTransactions();
            for (int i = 0; i < 5; i++) {
                producer.beginTransaction();
                Future<RecordMetadata> sent = producer.send(new ProducerRecord<>(topic, 0, null, "value " + i));
                producer.commitTransaction();
                assertThat(sent).isDone();
            }
        }
        try (StreamHarness program = impatient()
                .set("sluice.streaming.kafka.maxRatePerPartition", "1")
                .build()) {
            Output<String> values = values(program, topic);
            program.start();
            program.runBatches(10); // every other one has the marker of a transaction, and no record

            assertThat(values.batches().get(1)).isEmpty();
            assertThat(values.all()).containsExactly("value 0", "value 1", "value 2", "value 3", "value 4");
        }
    }

    @Test
    void aCompactedTopic_isReadWithItsGaps() {
        String topic = kafka.topic(
                1,
                Map.of(
                        "cleanup.policy", "compact",
                        "min.cleanable.dirty.ratio", "0.01",
                        "segment.ms", "1",
                        "delete.retention.ms", "1"));
        for (int i = 0; i < 20; i++) {
            kafka.write(new ProducerRecord<>(topic, 0, "key".getBytes(UTF_8), ("value " + i).getBytes(UTF_8)));
        }
        List<String> left = List.of();
        while (left.isEmpty() || left.size() == 20) { // until the broker has cleaned
            left = kafka.readAll(topic).stream()
                    .map(record -> new String(record.value(), UTF_8))
                    .toList();
        }
        try (StreamHarness program = impatient()
                .set("sluice.streaming.kafka.maxRatePerPartition", "2")
                .build()) {
            Output<String> values = values(program, topic);
            program.start();
            program.runBatches(10);

            assertThat(left).endsWith("value 19").hasSizeLessThan(20);
            assertThat(left).containsAll(values.all()); // it may have been cleaned once more
            assertThat(values.all()).endsWith("value 19");
        }
    }

    @Test
    void aRecordLargerThanAFetch_isRead() {
        String topic = kafka.topic(1);
        Map<String, Object> params = kafka.params();
        params.put("max.partition.fetch.bytes", 1_000);
        params.put("fetch.max.bytes", 1_000);
        String large = "x".repeat(100_000);
        kafka.write(topic, 0, "small", large, "last");
        try (StreamHarness program = impatient().build()) {
            Output<String> values =
                    program.collect(stream(program, topic, params).map(ConsumerRecord::value));
            program.start();
            program.runBatch();

            assertThat(values.all()).containsExactly("small", large, "last");
        }
    }

    // ---- security

    @Test
    void authenticationThatTheBrokerDoesNotHave_failsInTime() {
        Map<String, Object> params = kafka.params();
        params.put("security.protocol", "SASL_PLAINTEXT");
        params.put("sasl.mechanism", "PLAIN");
        params.put(
                "sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required username='a' password='b';");
        try (StreamHarness program = impatient().build()) {
            program.collect(stream(program, "any", params));

            assertThatThrownBy(program::start).isInstanceOf(StreamException.class);
        }
    }
}
