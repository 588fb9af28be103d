package io.sluice.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.streaming.Batch;
import io.sluice.streaming.Time;
import io.sluice.streaming.sink.JdbcSink;
import io.sluice.testkit.FedPairStream;
import io.sluice.testkit.SluiceTest;
import io.sluice.testkit.StreamHarness;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SluiceTest
class ExactlyOnceWordCountTest {
    private static final String URL = "jdbc:h2:mem:totals";

    private Connection keepsTheDatabase;

    @BeforeEach
    void open() throws SQLException {
        keepsTheDatabase = DriverManager.getConnection(URL);
        ExactlyOnceWordCount.createTable(URL);
    }

    @AfterEach
    void close() throws SQLException {
        keepsTheDatabase.close();
    }

    private Map<String, Long> totals() throws SQLException {
        Map<String, Long> totals = new TreeMap<>();
        try (Statement statement = keepsTheDatabase.createStatement();
                ResultSet found = statement.executeQuery("SELECT word, occurrences FROM word_totals")) {
            while (found.next()) {
                totals.put(found.getString(1), found.getLong(2));
            }
        }
        return totals;
    }

    @Test
    void theTotalsAreThoseOfAllBatches(StreamHarness harness) throws SQLException {
        FedPairStream<String, Integer> counts = harness.pairInput();
        ExactlyOnceWordCount.save(counts.stream(), URL);
        harness.start();

        counts.feed("tea", 2).feed("milk", 1);
        harness.runBatch();
        counts.feed("tea", 5);
        harness.runBatches(2);

        assertThat(totals()).isEqualTo(Map.of("milk", 1L, "tea", 7L));
    }

    @Test
    void whenABatchRunsAgain_thenItAddsNothing(StreamHarness harness) throws SQLException {
        FedPairStream<String, Integer> counts = harness.pairInput();
        ExactlyOnceWordCount.save(counts.stream(), URL);
        harness.start();
        counts.feed("tea", 2);
        Time time = harness.runBatch();

        Batch again = new Batch(harness.context().appName(), time, "word-totals");
        JdbcSink.<String>statement(
                        () -> DriverManager.getConnection(URL),
                        "UPDATE word_totals SET occurrences = 99 WHERE word = ?",
                        (row, word) -> row.setString(1, word))
                .call(harness.context().parallelize(List.of("tea"), 1), again);

        assertThat(totals()).isEqualTo(Map.of("tea", 2L));
    }

    @Test
    void whenTheProgramIsStartedAgain_thenTheTotalsGoOn(@TempDir Path checkpoint) throws SQLException {
        run(checkpoint, "tea", 2);
        run(checkpoint, "tea", 5);

        assertThat(totals()).isEqualTo(Map.of("tea", 7L));
    }

    private static void run(Path checkpoint, String word, int occurrences) {
        try (StreamHarness harness = StreamHarness.create()) {
            harness.streaming().checkpoint(checkpoint.toString());
            FedPairStream<String, Integer> counts = harness.pairInput();
            ExactlyOnceWordCount.save(counts.stream(), URL);
            harness.start();
            counts.feed(word, occurrences);
            harness.runBatch();
        }
    }
}
