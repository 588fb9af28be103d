package io.sluice.streaming.kafka.direct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;
import io.sluice.streaming.InputDStream;
import io.sluice.streaming.StopMode;
import io.sluice.streaming.event.StreamInputInfo;
import io.sluice.streaming.event.StreamingListenerBatchCompleted;
import io.sluice.streaming.event.StreamingListenerReceiverError;
import io.sluice.streaming.kafka.CanCommitOffsets;
import io.sluice.streaming.kafka.ConsumerStrategies;
import io.sluice.streaming.kafka.DirectStreamMXBean;
import io.sluice.streaming.kafka.HasOffsetRanges;
import io.sluice.streaming.kafka.KafkaFixture;
import io.sluice.streaming.kafka.KafkaUtils;
import io.sluice.streaming.kafka.LocationStrategies;
import io.sluice.testkit.ListenerRecorder;
import io.sluice.testkit.Output;
import io.sluice.testkit.StreamHarness;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import javax.management.JMX;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("server")
class DirectOffsetsTest {
    private static KafkaFixture kafka;

    private final String topic = kafka.topic(1);
    private final TopicPartition partition = new TopicPartition(topic, 0);
    private final String group = topic + "-group";

    @BeforeAll
    static void startBroker() {
        kafka = KafkaFixture.shared();
    }

    @AfterAll
    static void stopBroker() {
        kafka.close();
    }

    private Map<String, Object> params() {
        Map<String, Object> params = kafka.params();
        params.put("group.id", group);
        return params;
    }

    private InputDStream<ConsumerRecord<String, String>> stream(StreamHarness program) {
        return KafkaUtils.createDirectStream(
                program.streaming(),
                LocationStrategies.PreferConsistent(),
                ConsumerStrategies.Subscribe(List.of(topic), params()));
    }

    private long committed() throws Exception {
        try (Admin admin = kafka.broker().admin()) {
            OffsetAndMetadata offset = admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .get(partition);
            return offset == null ? -1 : offset.offset();
        }
    }

    @Test
    void theGroupHasTheOffsetsOfCommittedBatches_whenTheProgramIsStopped() throws Exception {
        kafka.write(topic, 0, "a", "b");
        try (StreamHarness program = StreamHarness.create()) {
            program.collect(stream(program));
            program.start();
            program.runBatch();
            kafka.write(topic, 0, "c");
            program.runBatch();

            program.streaming().stop(StopMode.AFTER_BATCH, Duration.ofSeconds(10));

            assertThat(committed()).isEqualTo(3);
        }
    }

    @Test
    void aBatchThatFailed_isNotCommittedToTheGroup() throws Exception {
        kafka.write(topic, 0, "a");
        try (StreamHarness program = StreamHarness.create()) {
            stream(program).foreachRDD(rdd -> {
                throw new IllegalStateException("no");
            });
            program.start();

            assertThatThrownBy(program::runBatch).isInstanceOf(StreamException.class);
        }
        assertThat(committed()).isEqualTo(-1);
    }

    @Test
    void withACheckpoint_theGroupIsNotAsked_alsoIfTheProgramStartsFromIt(@TempDir Path directory) throws Exception {
        kafka.write(topic, 0, "a");
        assertThat(oneBatchFromTheGroup(directory)).containsExactly("a");
        kafka.write(topic, 0, "b", "c");
        try (Admin admin = kafka.broker().admin()) {
            admin.alterConsumerGroupOffsets(group, Map.of(partition, new OffsetAndMetadata(2)))
                    .all()
                    .get();
        }

        assertThat(oneBatchFromTheGroup(directory)).containsExactly("b", "c");
    }

    private List<String> oneBatchFromTheGroup(Path directory) {
        try (StreamHarness program = StreamHarness.builder()
                .set("sluice.streaming.kafka.startFromGroup", "true")
                .build()) {
            program.streaming().checkpoint(directory.toString());
            Output<String> values = program.collect(stream(program).map(ConsumerRecord::value));
            program.start();
            program.runBatch();
            return values.all();
        }
    }

    @Test
    void theProgramCommitsByItself_andIsCalledBack() throws Exception {
        kafka.write(topic, 0, "a", "b");
        CompletableFuture<Map<TopicPartition, OffsetAndMetadata>> called = new CompletableFuture<>();
        try (StreamHarness program = StreamHarness.builder()
                .set("sluice.streaming.kafka.commitToGroup", "false")
                .build()) {
            InputDStream<ConsumerRecord<String, String>> stream = stream(program);
            stream.foreachRDD(rdd -> ((CanCommitOffsets) stream)
                    .commitAsync(
                            ((HasOffsetRanges) rdd).offsetRanges(), (offsets, failure) -> called.complete(offsets)));
            program.start();
            program.runBatch();

            assertThat(called.get(30, TimeUnit.SECONDS).get(partition).offset()).isEqualTo(2);
        }
        assertThat(committed()).isEqualTo(2);
    }

    @Test
    void lagIsInTheEventsOfBatches() {
        kafka.write(topic, 0, "a", "b", "c");
        try (StreamHarness program = StreamHarness.builder()
                .set("sluice.streaming.kafka.maxRatePerPartition", "2")
                .build()) {
            ListenerRecorder events = program.listen();
            program.collect(stream(program));
            program.start();
            program.runBatches(2);

            List<Map<String, String>> metadata = events.events(StreamingListenerBatchCompleted.class).stream()
                    .map(event -> event.batchInfo()
                            .streamIdToInputInfo()
                            .values()
                            .iterator()
                            .next())
                    .map(StreamInputInfo::metadata)
                    .toList();
            assertThat(metadata.get(0)).containsEntry("lag", "1").containsEntry("lag." + partition, "1");
            assertThat(metadata.get(1)).containsEntry("lag", "0").containsEntry("lag." + partition, "0");
        }
    }

    @Test
    void lagIsInJmx_forAsLongAsTheStreamRuns() throws Exception {
        MBeanServer jmx = ManagementFactory.getPlatformMBeanServer();
        ObjectName any = new ObjectName("io.sluice:type=DirectStream,*");
        kafka.write(topic, 0, "a", "b", "c");
        try (StreamHarness program = StreamHarness.builder()
                .set("sluice.streaming.kafka.maxRatePerPartition", "2")
                .build()) {
            program.collect(stream(program));
            program.start();
            assertThat(jmx.queryNames(any, null)).hasSize(1);
            ObjectName name = jmx.queryNames(any, null).iterator().next();
            assertThat(jmx.getAttribute(name, "Lag")).isEqualTo(0L);

            program.runBatches(1);

            DirectStreamMXBean bean = JMX.newMXBeanProxy(jmx, name, DirectStreamMXBean.class);
            assertThat(bean.getLag()).isEqualTo(1);
            assertThat(bean.getLagByPartition()).containsExactly(Map.entry(partition.toString(), 1L));
            assertThat(bean.getLostRecords()).isZero();
            assertThat(bean.getBadRecords()).isZero();
        }
        assertThat(jmx.queryNames(any, null)).isEmpty();
    }

    @Test
    void aGroupWithMembers_isRefusedAtTheStart_andTheyAreNamed() {
        Map<String, Object> params = params();
        params.put("client.id", "the-other-one");
        try (KafkaConsumer<String, String> other = new KafkaConsumer<>(params);
                StreamHarness program = StreamHarness.create()) {
            other.subscribe(List.of(topic));
            while (other.assignment().isEmpty()) {
                other.poll(Duration.ofMillis(100));
            }
            program.collect(stream(program));

            assertThatThrownBy(program::start)
                    .isInstanceOfSatisfying(
                            StreamException.class,
                            failed -> assertThat(failed.code()).isEqualTo(ErrorCode.KAFKA_GROUP_IN_USE))
                    .hasMessageContaining(group)
                    .hasMessageContaining("the-other-one");
        }
    }

    @Test
    void twoProgramsWithOneGroup_areToldOfEachOther() throws Exception {
        kafka.write(topic, 0, "a");
        try (StreamHarness program = StreamHarness.builder()
                        .set("sluice.streaming.kafka.discoveryInterval", "0s")
                        .build();
                Admin admin = kafka.broker().admin()) {
            ListenerRecorder events = program.listen();
            program.collect(stream(program));
            program.start();
            CompletableFuture<Void> stopped = new CompletableFuture<>();
            Thread other = new Thread(() -> {
                while (!stopped.isDone()) {
                    commitAsAnother(admin);
                }
            });
            other.start();

            for (int batch = 0;
                    batch < 5_000
                            && events.events(StreamingListenerReceiverError.class)
                                    .isEmpty();
                    batch++) {
                program.runBatch();
            }
            stopped.complete(null);
            other.join();

            assertThat(events.events(StreamingListenerReceiverError.class)
                            .get(0)
                            .receiverInfo()
                            .lastErrorMessage())
                    .contains(group)
                    .contains("sluice application 'other'");
        }
    }

    private void commitAsAnother(Admin admin) {
        OffsetAndMetadata foreign = new OffsetAndMetadata(0, "sluice application 'other'");
        try {
            admin.alterConsumerGroupOffsets(group, Map.of(partition, foreign))
                    .all()
                    .get();
        } catch (ExecutionException failed) {
            throw new AssertionError(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
