package io.sluice.examples;

import io.sluice.SluiceConf;
import io.sluice.streaming.Durations;
import io.sluice.streaming.PairDStream;
import io.sluice.streaming.StreamingContext;
import io.sluice.streaming.sink.ConnectionSource;
import io.sluice.streaming.sink.JdbcSink;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Adds the word counts of each batch to running totals in a database. Adding twice would be wrong, so each partition's
 * transaction also stores which batch it is of, and a batch that runs again adds nothing: that is what {@link JdbcSink} does.
 * The checkpoint, and the log of what is received, see to it that a program that was ended in any way, {@code kill -9}
 * included, and is started again runs the batches that it owes, with the same lines.
 *
 * <p>Arguments: {@code HOST PORT CHECKPOINT [JDBC_URL]}; an H2 database in the file {@code word-totals} if not given. The statement is
 * that of H2, and of PostgreSQL from 15 on.
 */
public final class ExactlyOnceWordCount {
    static final String ADD = """
        MERGE INTO word_totals USING (VALUES (CAST(? AS VARCHAR), CAST(? AS BIGINT))) AS batch (word, occurrences)
        ON word_totals.word = batch.word
        WHEN MATCHED THEN UPDATE SET occurrences = word_totals.occurrences + batch.occurrences
        WHEN NOT MATCHED THEN INSERT (word, occurrences) VALUES (batch.word, batch.occurrences)\
        """;

    private ExactlyOnceWordCount() {}

    public static void createTable(String url) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE TABLE IF NOT EXISTS word_totals (word VARCHAR(1000) PRIMARY KEY, occurrences BIGINT)");
        }
    }

    /** Adds every batch of the counts to the totals, once. */
    public static void save(PairDStream<String, Integer> counts, String url) {
        ConnectionSource database = () -> DriverManager.getConnection(url);
        counts.foreachBatch(JdbcSink.statement(database, ADD, (row, count) -> {
                    row.setString(1, count._1());
                    row.setLong(2, count._2());
                }))
                .name("word-totals");
    }

    private static StreamingContext program(String host, int port, String url) {
        SluiceConf conf = new SluiceConf()
                .setAppName("ExactlyOnceWordCount")
                .set("sluice.streaming.receiver.writeAheadLog.enable", "true");
        StreamingContext streaming = new StreamingContext(conf, Durations.seconds(1));
        save(NetworkWordCount.count(streaming.socketTextStream(host, port).name("lines")), url);
        return streaming;
    }

    public static void main(String[] args) throws InterruptedException, SQLException {
        Arguments.require(args, 3, "exactly-once-word-count HOST PORT CHECKPOINT [JDBC_URL]");
        String url = Arguments.orElse(args, 3, "jdbc:h2:./word-totals");
        createTable(url);
        try (StreamingContext streaming =
                StreamingContext.getOrCreate(args[2], () -> program(args[0], Integer.parseInt(args[1]), url))) {
            streaming.start();
            streaming.awaitTermination();
        }
    }
}
