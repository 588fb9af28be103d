package io.sluice.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testkit.FedPairStream;
import io.sluice.testkit.SluiceTest;
import io.sluice.testkit.StreamHarness;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@SluiceTest
class SaveToDatabaseTest {
    private static final String URL = "jdbc:h2:mem:counts";

    private Connection keepsTheDatabase;

    @BeforeEach
    void open() throws SQLException {
        keepsTheDatabase = DriverManager.getConnection(URL);
        SaveToDatabase.createTable(URL);
    }

    @AfterEach
    void close() throws SQLException {
        keepsTheDatabase.close();
    }

    private List<String> rows() throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Statement statement = keepsTheDatabase.createStatement();
                ResultSet found = statement.executeQuery("SELECT * FROM word_counts ORDER BY batch, word")) {
            while (found.next()) {
                rows.add("%d %s %d".formatted(found.getLong(1), found.getString(2), found.getInt(3)));
            }
        }
        return rows;
    }

    @Test
    void whenBatchesRun_thenTheTableHasEveryCountUnderItsBatch(StreamHarness harness) throws SQLException {
        FedPairStream<String, Integer> counts = harness.pairInput();
        SaveToDatabase.save(counts.stream(), URL);
        harness.start();

        counts.feed("tea", 2).feed("milk", 1);
        harness.runBatch();
        counts.feed("tea", 5);
        harness.runBatches(2);

        assertThat(rows()).containsExactly("1000 milk 1", "1000 tea 2", "2000 tea 5");
    }

    @Test
    void whenABatchIsSavedTwice_thenTheTableIsTheSame(StreamHarness harness) throws SQLException {
        FedPairStream<String, Integer> counts = harness.pairInput();
        SaveToDatabase.save(counts.stream(), URL);
        SaveToDatabase.save(counts.stream(), URL);
        harness.start();

        counts.feed("tea", 2);
        harness.runBatch();

        assertThat(rows()).containsExactly("1000 tea 2");
    }
}
