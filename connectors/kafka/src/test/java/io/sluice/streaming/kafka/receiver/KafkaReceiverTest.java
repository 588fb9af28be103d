package io.sluice.streaming.kafka.receiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.StorageLevel;
import io.sluice.Tuple2;
import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;
import io.sluice.kafka.broker.KafkaBroker;
import io.sluice.streaming.PairDStream;
import io.sluice.streaming.event.StreamingListenerReceiverError;
import io.sluice.streaming.kafka.KafkaUtils;
import io.sluice.testkit.ListenerRecorder;
import io.sluice.testkit.Output;
import io.sluice.testkit.SluiceTest;
import io.sluice.testkit.StreamHarness;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.common.serialization.IntegerDeserializer;
import org.assertj.core.api.ThrowingConsumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("server")
@SluiceTest
class KafkaReceiverTest {
    private static KafkaBroker broker;
    private static GroupTopics topics;

    @BeforeAll
    static void startBroker() {
        broker = KafkaBroker.start();
        topics = new GroupTopics(broker);
    }

    @AfterAll
    static void stopBroker() {
        topics.close();
        broker.close();
    }

    private static PairDStream<String, String> stream(
            StreamHarness harness, Map<String, Object> params, String topic, int threads) {
        return KafkaUtils.createStream(harness.streaming(), params, Map.of(topic, threads), StorageLevel.MEMORY_ONLY);
    }

    private static Output<Integer> numbers(StreamHarness harness, PairDStream<String, String> stream) {
        return harness.collect(stream.map(pair -> Integer.valueOf(pair._2())));
    }

    private static List<Integer> upTo(int until) {
        return IntStream.range(0, until).boxed().toList();
    }

    @Test
    void whenRecordsAreWritten_thenABatchHasThemAndTheGroupHasTheirOffsets(StreamHarness harness) throws Exception {
        broker.createTopic("plain", 1);
        Output<Tuple2<String, String>> seen = harness.collect(
                stream(harness, topics.params("plain"), "plain", 1).toDStream());
        harness.start();

        topics.writeNumbers("plain", 1, 0, 3);
        topics.awaitCommitted("plain", "plain", 3);
        harness.runBatch();

        assertThat(seen.last())
                .containsExactly(new Tuple2<>("k0", "0"), new Tuple2<>("k1", "1"), new Tuple2<>("k2", "2"));
    }

    @Test
    void whenAProgramStopsGracefully_thenTheNextGoesOnAfterWhatItProcessed(StreamHarness harness) throws Exception {
        broker.createTopic("stopped", 2);
        topics.writeNumbers("stopped", 2, 0, 1000);
        Output<Integer> first = numbers(harness, stream(harness, topics.params("stopped"), "stopped", 1));
        harness.start();
        topics.awaitMembers("stopped", 1);
        topics.awaitCommitted("stopped", "stopped", 1);
        harness.stopGracefully();

        assertThat(topics.committed("stopped", "stopped")).isEqualTo(first.all().size());
        try (StreamHarness next = StreamHarness.create()) {
            Output<Integer> rest = numbers(next, stream(next, topics.params("stopped"), "stopped", 1));
            next.start();
            topics.writeNumbers("stopped", 2, 1000, 1010);
            topics.awaitCommitted("stopped", "stopped", 1010);
            next.runBatch();

            assertThat(rest.all()).hasSize(1010 - first.all().size()).doesNotContainAnyElementsOf(first.all());
        }
    }

    @Test
    @SluiceTest(
            conf = {
                "sluice.streaming.receiver.writeAheadLog.enable=true",
                "sluice.streaming.receiver.writeAheadLog.class=io.sluice.streaming.kafka.receiver.RefusingLog",
                "sluice.streaming.receiver.writeAheadLog.maxFailures=1",
                "sluice.streaming.receiverRestartDelay=0"
            })
    void whenTheLogDoesNotTakeWhatIsReceived_thenTheGroupStaysBeforeIt_andItIsReceivedAgain(
            StreamHarness harness, @TempDir Path directory) throws Exception {
        broker.createTopic("unlogged", 1);
        topics.writeNumbers("unlogged", 1, 0, 5);
        harness.streaming().checkpoint(directory.toString());
        Output<Integer> seen = numbers(harness, stream(harness, topics.params("unlogged"), "unlogged", 1));
        ListenerRecorder heard = harness.listen();
        RefusingLog.REFUSES.set(true);

        harness.start();
        StreamingListenerReceiverError error = heard.await(StreamingListenerReceiverError.class, 1);
        long committed = topics.committed("unlogged", "unlogged");
        RefusingLog.REFUSES.set(false);
        topics.awaitCommitted("unlogged", "unlogged", 5);
        harness.runBatch();

        assertThat(error.receiverInfo().lastError()).contains("told to refuse");
        assertThat(committed).isZero();
        assertThat(seen.last()).containsExactlyElementsOf(upTo(5));
    }

    @Test
    void whenTwoReceiversOfAGroupAreUnited_thenTogetherTheyHaveEachRecordOnce(StreamHarness harness) throws Exception {
        broker.createTopic("shared", 4);
        Map<String, Object> params = topics.params("shared");
        Output<Integer> seen = numbers(
                harness,
                harness.streaming().union(stream(harness, params, "shared", 1), stream(harness, params, "shared", 2)));
        harness.start();
        topics.awaitMembers("shared", 3);

        topics.writeNumbers("shared", 4, 0, 400);
        topics.awaitCommitted("shared", "shared", 400);
        harness.runBatch();

        assertThat(seen.last()).containsExactlyInAnyOrderElementsOf(upTo(400));
    }

    @Test
    void whenAnotherProgramJoinsTheGroupAndLeaves_thenNoRecordIsReadTwice(StreamHarness harness) throws Exception {
        broker.createTopic("joined", 4);
        Output<Integer> first = numbers(harness, stream(harness, topics.params("joined"), "joined", 1));
        harness.start();
        topics.awaitMembers("joined", 1);
        topics.writeNumbers("joined", 4, 0, 100);
        Output<Integer> second;
        try (StreamHarness other = StreamHarness.create()) {
            second = numbers(other, stream(other, topics.params("joined"), "joined", 1));
            other.start();
            topics.awaitMembers("joined", 2);
            topics.writeNumbers("joined", 4, 100, 200);
            topics.awaitCommitted("joined", "joined", 200);
            other.runBatch();
        }
        topics.writeNumbers("joined", 4, 200, 300);
        topics.awaitCommitted("joined", "joined", 300);
        harness.runBatch();

        List<Integer> all = new ArrayList<>(first.all());
        all.addAll(second.all());
        assertThat(second.all()).isNotEmpty();
        assertThat(all).containsExactlyInAnyOrderElementsOf(upTo(300));
    }

    @Test
    @SluiceTest(conf = "sluice.streaming.receiverRestartDelay=0")
    void whenTheBrokerGoesAwayAndComesBack_thenThatIsReportedAndTheRestIsRead(StreamHarness harness) throws Exception {
        broker.createTopic("away", 1);
        Output<Integer> seen = numbers(harness, stream(harness, topics.params("away"), "away", 1));
        ListenerRecorder heard = harness.listen();
        topics.writeNumbers("away", 1, 0, 5);
        broker.stop();

        harness.start();
        heard.await(StreamingListenerReceiverError.class, 1);
        broker.restart();
        topics.awaitCommitted("away", "away", 5);
        int before = heard.events(StreamingListenerReceiverError.class).size();
        broker.stop();
        StreamingListenerReceiverError error = heard.await(StreamingListenerReceiverError.class, before + 1);
        broker.restart();
        topics.writeNumbers("away", 1, 5, 10);
        topics.awaitCommitted("away", "away", 10);
        harness.runBatch();

        assertThat(error.receiverInfo().lastErrorMessage())
                .contains("No Kafka broker answers at " + broker.bootstrapServers());
        assertThat(seen.last()).containsExactlyElementsOf(upTo(10));
    }

    @Test
    void whenARecordIsNoneOfItsDeserialiser_thenItsPositionIsReportedAndTheGroupStaysBeforeIt(StreamHarness harness)
            throws Exception {
        broker.createTopic("wrong", 1);
        Map<String, Object> params = new HashMap<>(topics.params("wrong"));
        params.put("value.deserializer", IntegerDeserializer.class);
        harness.collect(stream(harness, params, "wrong", 1).toDStream());
        ListenerRecorder heard = harness.listen();
        topics.writeNumbers("wrong", 1, 0, 1);

        harness.start();
        StreamingListenerReceiverError error = heard.await(StreamingListenerReceiverError.class, 1);

        assertThat(error.receiverInfo().lastErrorMessage())
                .contains("value of the record at offset 0 of wrong-0 cannot be deserialised");
        assertThat(topics.committed("wrong", "wrong")).isZero();
    }

    @Test
    @SluiceTest(
            conf = {"sluice.streaming.kafka.onBadRecord=deadLetter", "sluice.streaming.kafka.deadLetter=topic:letters"})
    void whenBadRecordsAreDeadLetters_thenTheyAreThereBeforeTheGroupPassesThem_andTheRestIsRead(StreamHarness harness)
            throws Exception {
        broker.createTopic("half", 1);
        broker.createTopic("letters", 1);
        Map<String, Object> params = new HashMap<>(topics.params("half"));
        params.put("value.deserializer", IntegerDeserializer.class); // reads what has four bytes
        Output<String> keys = harness.collect(stream(harness, params, "half", 1).map(Tuple2::_1));
        ListenerRecorder heard = harness.listen();
        harness.start();

        topics.writeNumbers("half", 1, 998, 1002);
        topics.awaitCommitted("half", "half", 4);
        StreamingListenerReceiverError error = heard.await(StreamingListenerReceiverError.class, 1);
        harness.runBatch();

        assertThat(topics.end("letters")).isEqualTo(2);
        assertThat(keys.last()).containsExactly("k6", "k0");
        assertThat(error.receiverInfo().lastErrorMessage()).contains("value of half-0 offset 0");
    }

    @Test
    @SluiceTest(conf = {"sluice.streaming.kafka.onBadRecord=skip", "sluice.streaming.kafka.maxBadRecords=2"})
    void whenMoreAreBadThanMayBeSkipped_thenTheGroupStaysBeforeThem(StreamHarness harness) throws Exception {
        broker.createTopic("bad", 1);
        Map<String, Object> params = new HashMap<>(topics.params("bad"));
        params.put("value.deserializer", IntegerDeserializer.class);
        harness.collect(stream(harness, params, "bad", 1).toDStream());
        ListenerRecorder heard = harness.listen();
        topics.writeNumbers("bad", 1, 0, 3);

        harness.start();
        StreamingListenerReceiverError error = heard.await(StreamingListenerReceiverError.class, 1);

        assertThat(error.receiverInfo().lastErrorMessage()).contains("value of bad-0 offset 2");
        assertThat(topics.committed("bad", "bad")).isZero();
    }

    @Test
    void whenATopicIsNotThere_thenThatIsReportedAndItIsReadWhenItIs(StreamHarness harness) throws Exception {
        Map<String, Object> params = new HashMap<>(topics.params("late"));
        params.put("metadata.max.age.ms", 100);
        Output<Integer> seen = numbers(harness, stream(harness, params, "late", 1));
        ListenerRecorder heard = harness.listen();

        harness.start();
        StreamingListenerReceiverError error = heard.await(StreamingListenerReceiverError.class, 1);
        broker.createTopic("late", 1);
        topics.writeNumbers("late", 1, 0, 3);
        topics.awaitCommitted("late", "late", 3);
        harness.runBatch();

        assertThat(error.receiverInfo().lastErrorMessage()).contains("has no topics [late]");
        assertThat(seen.last()).containsExactly(0, 1, 2);
    }

    @Test
    void whenParametersMakeNoConsumer_thenTheStreamIsRefused(StreamHarness harness) {
        Map<String, Object> committing = new HashMap<>(topics.params("refused"));
        committing.put("enable.auto.commit", "true");
        Map<String, Object> alone = new HashMap<>(topics.params("refused"));
        alone.remove("group.id");
        Map<String, Object> unreadable = new HashMap<>(topics.params("refused"));
        unreadable.remove("value.deserializer");

        assertThatThrownBy(() -> stream(harness, committing, "refused", 1)).satisfies(invalid("enable.auto.commit"));
        assertThatThrownBy(() -> stream(harness, alone, "refused", 1)).satisfies(invalid("group.id"));
        assertThatThrownBy(() -> stream(harness, unreadable, "refused", 1)).satisfies(invalid("value.deserializer"));
        assertThatThrownBy(() -> stream(harness, topics.params("refused"), "refused", 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'refused'");
    }

    private static ThrowingConsumer<Throwable> invalid(String named) {
        return thrown -> assertThat(thrown)
                .isInstanceOfSatisfying(
                        StreamException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_SETTING))
                .hasMessageContaining(named);
    }
}
