package io.sluice.streaming.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sluice.Rdd;
import io.sluice.SluiceConf;
import io.sluice.SluiceContext;
import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;
import io.sluice.streaming.Batch;
import io.sluice.streaming.Time;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@link JdbcSink} does with any database. */
@Timeout(60)
abstract class JdbcSinkContract {
    /** Fails when told to; a task finds it here, as a function of the program may only hold what serializes. */
    static final AtomicInteger FAILING_RECORD = new AtomicInteger(-1);

    SluiceContext context = new SluiceContext(
            new SluiceConf().setMaster("local[2]").setAppName("shop").set("sluice.task.maxFailures", "1"));

    abstract ConnectionSource database();

    @BeforeEach
    void makeTables() throws SQLException {
        execute("DROP TABLE IF EXISTS numbers", "DROP TABLE IF EXISTS totals", "DROP TABLE IF EXISTS sluice_ledger");
        execute(
                "CREATE TABLE numbers (batch BIGINT, number INT)",
                "CREATE TABLE totals (id INT PRIMARY KEY, total INT)");
    }

    @AfterEach
    void stop() {
        FAILING_RECORD.set(-1);
        context.stop();
    }

    void execute(String... statements) throws SQLException {
        try (Connection connection = database().open();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    List<Integer> numbers(String sql) throws SQLException {
        List<Integer> numbers = new ArrayList<>();
        try (Connection connection = database().open();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                numbers.add(rows.getInt(1));
            }
        }
        return numbers;
    }

    List<Integer> stored() throws SQLException {
        return numbers("SELECT number FROM numbers ORDER BY number");
    }

    JdbcSink<Integer> appending() {
        return JdbcSink.append(database(), "numbers", List.of("batch", "number"), (row, number) -> {
            if (number == FAILING_RECORD.get()) {
                throw new IllegalStateException("told to fail at " + number);
            }
            row.setLong(1, 0);
            row.setInt(2, number);
        });
    }

    static Batch batch(long seconds) {
        return new Batch("shop", new Time(seconds * 1_000), "numbers");
    }

    Rdd<Integer> records(int from, int until, int partitions) {
        return context.parallelize(IntStream.range(from, until).boxed().toList(), partitions);
    }

    @Test
    void whenBatchesAreWritten_thenEachRecordIsARow() throws SQLException {
        JdbcSink<Integer> sink = appending().rowsAtOnce(3);

        sink.call(records(0, 10, 2), batch(1));
        sink.call(records(10, 20, 3), batch(2));
        sink.call(records(20, 20, 1), batch(3));
        sink.call(records(20, 21, 4), batch(4));

        assertThat(stored()).isEqualTo(IntStream.range(0, 21).boxed().toList());
    }

    @Test
    void whenABatchComesAgain_thenItsRecordsCountOnce() throws SQLException {
        appending().call(records(0, 10, 2), batch(1));
        appending().call(records(0, 10, 2), batch(1));

        assertThat(stored()).isEqualTo(IntStream.range(0, 10).boxed().toList());
    }

    @Test
    void whenOnlySomePartitionsWereStored_thenTheOthersAreWrittenTheNextTime() throws SQLException {
        FAILING_RECORD.set(7);
        assertThatThrownBy(() -> appending().call(records(0, 10, 5), batch(1)))
                .hasMessageContaining("told to fail at 7");
        assertThat(stored()).doesNotContain(6, 7);

        FAILING_RECORD.set(-1);
        appending().call(records(0, 10, 5), batch(1));

        assertThat(stored()).isEqualTo(IntStream.range(0, 10).boxed().toList());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 20_260_108})
    void overAnyHistoryOfFailures_everyRecordCountsOnce(long seed) throws SQLException {
        Random random = new Random(seed);
        Map<Integer, Integer> expected = new HashMap<>();
        JdbcSink<Integer> adding =
                JdbcSink.statement(database(), "UPDATE totals SET total = total + 1 WHERE id = ?", (row, number) -> {
                    if (number == FAILING_RECORD.get()) {
                        throw new IllegalStateException("told to fail at " + number);
                    }
                    row.setInt(1, number % 7);
                });
        for (int id = 0; id < 7; id++) {
            execute("INSERT INTO totals VALUES (%d, 0)".formatted(id));
        }

        for (int batch = 1; batch <= 15; batch++) {
            List<Integer> numbers =
                    random.ints(random.nextInt(40), 0, 100).boxed().toList();
            int partitions = 1 + random.nextInt(5);
            numbers.forEach(number -> expected.merge(number % 7, 1, Integer::sum));
            boolean done = false;
            while (!done) {
                FAILING_RECORD.set(random.nextInt(3) == 0 ? -1 : random.nextInt(100));
                try {
                    adding.call(context.parallelize(numbers, partitions), batch(batch));
                    done = random.nextInt(4) > 0; // else it comes again though it is stored
                } catch (RuntimeException told) {
                    assertThat(told.getMessage()).containsAnyOf("told to fail", "SQLState 40"); // also a deadlock
                }
            }
        }

        assertThat(numbers("SELECT total FROM totals ORDER BY id"))
                .as("seed %d", seed)
                .isEqualTo(IntStream.range(0, 7)
                        .mapToObj(id -> expected.getOrDefault(id, 0))
                        .toList());
    }

    @Test
    void whenRowsAreUpserted_thenTheLastOneOfAKeyStays() throws SQLException {
        JdbcSink<Integer> sink =
                JdbcSink.upsert(database(), "totals", List.of("id"), List.of("id", "total"), (row, number) -> {
                    row.setInt(1, number % 2);
                    row.setInt(2, number);
                });

        sink.call(records(0, 4, 1), batch(1));
        sink.call(records(9, 10, 1), batch(2));

        assertThat(numbers("SELECT total FROM totals ORDER BY id")).containsExactly(2, 9);
    }

    @Test
    void whenAPartOfABatchIsStored_thenItIsRefusedInOtherPartitions() throws SQLException {
        FAILING_RECORD.set(7);
        assertThatThrownBy(() -> appending().call(records(0, 10, 5), batch(1))).hasMessageContaining("told to fail");
        FAILING_RECORD.set(-1);

        StreamException refused =
                catchThrowableOfType(StreamException.class, () -> appending().call(records(0, 10, 2), batch(1)));

        assertThat(refused.code()).isEqualTo(ErrorCode.OUTPUT_PARTITIONS_CHANGED);
        assertThat(refused.problem()).contains("Batch 1000 ms of output 'numbers'", "in 5 partitions", "has 2 now");
        appending().call(records(0, 10, 5), batch(1));
        appending().call(records(0, 10, 2), batch(1));
        assertThat(stored())
                .as("stored as a whole, so the number is all the same")
                .hasSize(10);
    }

    @Test
    void whenTheTimeIsBehindWhatIsStored_thenOnlyAProgramWithACheckpointPassesOver(@TempDir Path checkpoint)
            throws SQLException {
        appending().call(records(0, 10, 2), batch(2));

        StreamException refused =
                catchThrowableOfType(StreamException.class, () -> appending().call(records(10, 20, 2), batch(1)));

        assertThat(refused.code()).isEqualTo(ErrorCode.OUTPUT_TIME_BEHIND);
        assertThat(refused.problem()).contains("batch 2000 ms of application 'shop'");
        context.setCheckpointDir(checkpoint.toString());
        appending().call(records(10, 20, 2), batch(1));
        assertThat(stored()).hasSize(10);
    }

    @Test
    void whenBatchesMayBeSkipped_thenOneThatIsBehindIsNotTakenForStored(@TempDir Path checkpoint) throws SQLException {
        appending().call(records(0, 10, 2), batch(2));
        SluiceConf skipping = context.getConf().set("sluice.streaming.onBatchFailure", "skip");

        try (SluiceContext other = new SluiceContext(skipping)) {
            other.setCheckpointDir(checkpoint.toString());
            Rdd<Integer> replayed = other.parallelize(List.of(10, 11), 2);

            StreamException refused = catchThrowableOfType(
                    StreamException.class, () -> appending().call(replayed, batch(1)));

            assertThat(refused.code()).isEqualTo(ErrorCode.OUTPUT_TIME_BEHIND);
            assertThat(refused.problem()).contains("may have been skipped");
        }
        assertThat(stored()).hasSize(10);
    }

    @Test
    void programsAndOutputsHaveTokensOfTheirOwn() throws SQLException {
        appending().call(records(0, 2, 2), new Batch("shop", new Time(1_000), "numbers"));
        appending().call(records(2, 4, 2), new Batch("shop", new Time(1_000), "other"));
        appending().call(records(4, 6, 2), new Batch("office", new Time(1_000), "numbers"));
        appending().ledger("sluice_ledger_2").call(records(6, 8, 2), batch(1));
        execute("DROP TABLE sluice_ledger_2");

        assertThat(stored()).hasSize(8);
    }

    @Test
    void theLedgerDoesNotGrow() throws SQLException {
        for (int batch = 1; batch <= 30; batch++) {
            appending().call(records(0, 3, 3), batch(batch));
        }

        assertThat(numbers("SELECT COUNT(*) FROM sluice_ledger")).containsExactly(4);
    }

    @Test
    void whenTwoProcessesWriteTheSameBatch_thenItsRecordsCountOnce() throws Exception {
        appending().call(records(0, 2, 1), batch(1));
        CountDownLatch firstIsWriting = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        ConnectionSource database = database();
        Thread first = new Thread(() -> {
            try (Connection connection = database.open()) {
                connection.setAutoCommit(false);
                new JdbcLedger("sluice_ledger").enter(connection, batch(2), 0, 1);
                try (Statement statement = connection.createStatement()) {
                    statement.execute("INSERT INTO numbers VALUES (0, 2)");
                }
                firstIsWriting.countDown();
                go.await();
                connection.commit();
            } catch (SQLException | InterruptedException unexpected) {
                throw new AssertionError(unexpected);
            }
        });
        first.start();
        firstIsWriting.await();

        CountDownLatch secondGoesToWrite = new CountDownLatch(2); // it has looked into the ledger, and found nothing
        JdbcSink<Integer> sink = JdbcSink.append(
                () -> {
                    secondGoesToWrite.countDown();
                    return database.open();
                },
                "numbers",
                List.of("number"),
                (row, number) -> row.setInt(1, number));
        Thread second = new Thread(() -> sink.call(records(2, 3, 1), batch(2)));
        second.start();
        secondGoesToWrite.await();
        go.countDown();
        first.join();
        second.join();

        assertThat(stored()).containsExactly(0, 1, 2);
    }

    @Test
    void whenTheTableIsNotThere_thenTheErrorSaysWhereAndWhatToDo() {
        JdbcSink<Integer> sink =
                JdbcSink.append(database(), "nowhere", List.of("n"), (row, number) -> row.setInt(1, number));

        StreamException refused =
                catchThrowableOfType(StreamException.class, () -> sink.call(records(0, 1, 1), batch(1)));

        assertThat(refused.code()).isEqualTo(ErrorCode.JDBC_FAILED);
        assertThat(refused.problem())
                .startsWith("Batch 1000 ms of output 'numbers' could not write its partition 0 to table nowhere: ")
                .contains("SQLState 42");
        assertThat(refused.remedy()).contains("tables that are there");
    }

    @Test
    void whenARowIsRefused_thenTheDatabasesReasonIsInTheError_andNothingOfThePartitionIsStored() throws SQLException {
        execute("ALTER TABLE numbers ADD CONSTRAINT small CHECK (number < 5)");

        StreamException refused =
                catchThrowableOfType(StreamException.class, () -> appending().call(records(0, 6, 1), batch(1)));

        assertThat(refused.problem()).containsIgnoringCase("small").contains("SQLState 23");
        assertThat(refused.remedy()).contains("constraints");
        assertThat(stored()).isEmpty();
    }

    @Test
    void whenTheDatabaseCannotBeReached_thenATaskIsTriedAgain() throws SQLException {
        context.stop();
        context = new SluiceContext(
                new SluiceConf().setMaster("local[2]").setAppName("shop").set("sluice.task.maxFailures", "3"));
        AtomicInteger opened = new AtomicInteger();
        ConnectionSource database = database();
        ConnectionSource unsteady = () -> {
            int number = opened.incrementAndGet();
            if (number == 2 || number == 3) { // 1 looks into the ledger
                throw new SQLException("connection refused", "08001");
            }
            return database.open();
        };

        JdbcSink.<Integer>append(unsteady, "numbers", List.of("number"), (row, number) -> row.setInt(1, number))
                .call(records(0, 3, 1), batch(1));

        assertThat(stored()).containsExactly(0, 1, 2);
    }

    @Test
    void whenBatchesMayOverlap_thenTheyAreRefused() {
        context.stop();
        context = new SluiceContext(
                new SluiceConf().setMaster("local[2]").setAppName("shop").set("sluice.streaming.concurrentJobs", "2"));

        assertThatThrownBy(() -> appending().call(records(0, 3, 1), batch(1)))
                .isInstanceOf(StreamException.class)
                .hasMessageContaining("sluice.streaming.concurrentJobs is 2");
    }
}
