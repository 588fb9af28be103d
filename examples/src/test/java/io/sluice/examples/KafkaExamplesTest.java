package io.sluice.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.kafka.broker.KafkaBroker;
import io.sluice.streaming.DStream;
import io.sluice.testkit.PairOutput;
import io.sluice.testkit.SluiceTest;
import io.sluice.testkit.StreamHarness;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("server")
@SluiceTest
class KafkaExamplesTest {
    private static final String URL = "jdbc:h2:mem:kafka-totals";

    private static KafkaBroker broker;
    private static KafkaProducer<String, String> producer;

    @BeforeAll
    static void startBroker() {
        broker = KafkaBroker.start();
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()), new StringSerializer(), new StringSerializer());
    }

    @AfterAll
    static void stopBroker() {
        producer.close();
        broker.close();
    }

    private static void write(String topic, String... lines) throws InterruptedException, ExecutionException {
        for (String line : lines) {
            producer.send(new ProducerRecord<>(topic, line)).get();
        }
    }

    private static void awaitCommitted(String group, TopicPartition partition, long offset)
            throws InterruptedException, ExecutionException {
        try (Admin admin = broker.admin()) {
            OffsetAndMetadata committed = null;
            while (committed == null || committed.offset() < offset) {
                committed = admin.listConsumerGroupOffsets(group)
                        .partitionsToOffsetAndMetadata()
                        .get()
                        .get(partition);
            }
        }
    }

    @Test
    void directStream_countsTheWordsOfEachBatchFromItsStartOn(StreamHarness harness) throws Exception {
        broker.createTopic("direct", 2);
        write("direct", "before the start");
        DStream<String> lines = DirectKafkaWordCount.lines(
                harness.streaming(),
                DirectKafkaWordCount.params(broker.bootstrapServers(), "direct-words"),
                List.of("direct"));
        PairOutput<String, Integer> counts = harness.collect(NetworkWordCount.count(lines));
        harness.start();

        write("direct", "to be or", "not  to be");
        harness.runBatch();
        assertThat(counts.lastAsMap()).isEqualTo(Map.of("to", 2, "be", 2, "or", 1, "not", 1));

        harness.runBatch();
        assertThat(counts.lastAsMap()).isEmpty();
    }

    @Test
    void receivers_countTheWordsThatTheirGroupReceives(StreamHarness harness) throws Exception {
        broker.createTopic("received", 1);
        write("received", "to be or", "not to be");
        DStream<String> lines = ReceiverKafkaWordCount.lines(
                harness.streaming(), broker.bootstrapServers(), "received-words", Map.of("received", 1), 2);
        PairOutput<String, Integer> counts = harness.collect(NetworkWordCount.count(lines));
        harness.start();

        awaitCommitted("received-words", new TopicPartition("received", 0), 2);
        harness.runBatch();

        assertThat(counts.lastAsMap()).isEqualTo(Map.of("to", 2, "be", 2, "or", 1, "not", 1));
    }

    @Test
    void offsetsInTheDatabase_goOnAfterARestartWhereTheTotalsEnd() throws Exception {
        broker.createTopic("stored", 1);
        try (Connection keepsTheDatabase = DriverManager.getConnection(URL)) {
            OffsetsInDatabase.createTables(URL);
            write("stored", "tea tea", "milk");
            runOneBatchOf("stored");
            write("stored", "tea");
            runOneBatchOf("stored");
            runOneBatchOf("stored");

            assertThat(totals(keepsTheDatabase)).isEqualTo(Map.of("tea", 3L, "milk", 1L));
            assertThat(OffsetsInDatabase.storedOffsets(URL)).isEqualTo(Map.of(new TopicPartition("stored", 0), 3L));
        }
    }

    @Test
    void offsetsInTheDatabase_thatAnotherProgramHasMoved_addNothingTwice(StreamHarness harness) throws Exception {
        broker.createTopic("contested", 1);
        try (Connection keepsTheDatabase = DriverManager.getConnection(URL)) {
            OffsetsInDatabase.createTables(URL);
            OffsetsInDatabase.addTotals(
                    harness.streaming(),
                    OffsetsInDatabase.params(broker.bootstrapServers()),
                    List.of("contested"),
                    URL);
            harness.start();
            write("contested", "once");
            runOneBatchOf("contested");

            assertThatThrownBy(harness::runBatch).hasRootCauseInstanceOf(SQLException.class);
            assertThat(totals(keepsTheDatabase)).isEqualTo(Map.of("once", 1L));
        }
    }

    private static void runOneBatchOf(String topic) throws SQLException {
        try (StreamHarness harness = StreamHarness.create()) {
            OffsetsInDatabase.addTotals(
                    harness.streaming(),
                    new HashMap<>(OffsetsInDatabase.params(broker.bootstrapServers())),
                    List.of(topic),
                    URL);
            harness.start();
            harness.runBatch();
        }
    }

    private static Map<String, Long> totals(Connection connection) throws SQLException {
        Map<String, Long> totals = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("SELECT word, occurrences FROM word_totals")) {
            while (found.next()) {
                totals.put(found.getString(1), found.getLong(2));
            }
        }
        return totals;
    }
}
