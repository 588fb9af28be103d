package io.sluice.streaming.kafka.receiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.StorageLevel;
import io.sluice.error.StreamException;
import io.sluice.kafka.broker.KafkaBroker;
import io.sluice.streaming.DStream;
import io.sluice.streaming.kafka.KafkaFixture;
import io.sluice.streaming.kafka.KafkaUtils;
import io.sluice.testkit.Output;
import io.sluice.testkit.SluiceTest;
import io.sluice.testkit.StreamHarness;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Receivers of programs that set {@code group.protocol=consumer}: brokers hand out partitions, one after the other. */
@Tag("server")
@SluiceTest
class ReceiverProtocolTest {
    private static KafkaBroker broker;
    private static GroupTopics topics;

    @BeforeAll
    static void startBroker() {
        broker = KafkaFixture.shared().broker();
        topics = new GroupTopics(broker);
    }

    @AfterAll
    static void closeTopics() {
        topics.close();
    }

    private static Map<String, Object> params(String group) {
        Map<String, Object> params = new HashMap<>(topics.params(group));
        params.remove("heartbeat.interval.ms"); // is the brokers' to say
        params.put("group.protocol", "consumer");
        return params;
    }

    private static DStream<Integer> numbers(StreamHarness harness, String topic, int threads) {
        return KafkaUtils.<String, String>createStream(
                        harness.streaming(), params(topic), Map.of(topic, threads), StorageLevel.MEMORY_ONLY)
                .map(pair -> Integer.valueOf(pair._2()));
    }

    private static List<Integer> upTo(int until) {
        return IntStream.range(0, until).boxed().toList();
    }

    @Test
    void whenTwoReceiversAreUnited_thenTogetherTheyHaveEachRecordOnce(StreamHarness harness) throws Exception {
        broker.createTopic("protocol-shared", 4);
        Output<Integer> seen =
                harness.collect(numbers(harness, "protocol-shared", 1).union(numbers(harness, "protocol-shared", 2)));
        harness.start();
        topics.awaitMembers("protocol-shared", 3);

        topics.writeNumbers("protocol-shared", 4, 0, 400);
        topics.awaitCommitted("protocol-shared", "protocol-shared", 400);
        harness.runBatch();

        assertThat(seen.last()).containsExactlyInAnyOrderElementsOf(upTo(400));
    }

    @Test
    void whenAnotherProgramJoinsTheGroupAndLeaves_thenNoRecordIsReadTwice(StreamHarness harness) throws Exception {
        broker.createTopic("protocol-joined", 4);
        Output<Integer> first = harness.collect(numbers(harness, "protocol-joined", 1));
        harness.start();
        topics.awaitMembers("protocol-joined", 1);
        topics.writeNumbers("protocol-joined", 4, 0, 100);
        Output<Integer> second;
        try (StreamHarness other = StreamHarness.create()) {
            second = other.collect(numbers(other, "protocol-joined", 1));
            other.start();
            topics.awaitMembers("protocol-joined", 2);
            topics.writeNumbers("protocol-joined", 4, 100, 200);
            topics.awaitCommitted("protocol-joined", "protocol-joined", 200);
            other.runBatch();
        }
        topics.writeNumbers("protocol-joined", 4, 200, 300);
        topics.awaitCommitted("protocol-joined", "protocol-joined", 300);
        harness.runBatch();

        List<Integer> all = new ArrayList<>(first.all());
        all.addAll(second.all());
        assertThat(second.all()).isNotEmpty();
        assertThat(all).containsExactlyInAnyOrderElementsOf(upTo(300));
    }

    @Test
    void whenAParameterIsOnlyForTheClassicProtocol_thenItIsNamed(StreamHarness harness) {
        Map<String, Object> params = params("protocol-wrong");
        params.put("session.timeout.ms", 2_000);

        assertThatThrownBy(() -> KafkaUtils.createStream(
                        harness.streaming(), params, Map.of("protocol-wrong", 1), StorageLevel.MEMORY_ONLY))
                .isInstanceOf(StreamException.class)
                .hasMessageContaining("session.timeout.ms");
    }
}
