package io.sluice.examples;

import io.sluice.SluiceConf;
import io.sluice.Tuple2;
import io.sluice.streaming.Durations;
import io.sluice.streaming.PairDStream;
import io.sluice.streaming.StreamingContext;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Iterator;

/**
 * Saves the word counts of each batch to a database: one connection and one transaction for each partition. The batch time is
 * part of the key, so a batch that runs again changes nothing.
 *
 * <p>Arguments: {@code HOST PORT [JDBC_URL]}; an H2 database in the file {@code word-counts} if not given.
 */
public final class SaveToDatabase {
    private SaveToDatabase() {}

    public static void createTable(String url) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS word_counts (batch BIGINT, word VARCHAR, occurrences INT,"
                    + " PRIMARY KEY (batch, word))");
        }
    }

    /** Writes every batch of the counts to the table. */
    public static void save(PairDStream<String, Integer> counts, String url) {
        counts.foreachRDD((rdd, time) -> {
            long batch = time.milliseconds();
            rdd.foreachPartition(records -> savePartition(records, batch, url));
        });
    }

    private static void savePartition(Iterator<Tuple2<String, Integer>> records, long batch, String url)
            throws SQLException {
        if (!records.hasNext()) {
            return; // an empty partition needs no connection
        }
        try (Connection connection = DriverManager.getConnection(url);
                PreparedStatement merge =
                        connection.prepareStatement("MERGE INTO word_counts KEY (batch, word) VALUES (?, ?, ?)")) {
            connection.setAutoCommit(false);
            while (records.hasNext()) {
                Tuple2<String, Integer> count = records.next();
                merge.setLong(1, batch);
                merge.setString(2, count._1());
                merge.setInt(3, count._2());
                merge.addBatch();
            }
            merge.executeBatch();
            connection.commit();
        }
    }

    public static void main(String[] args) throws InterruptedException, SQLException {
        Arguments.require(args, 2, "save-to-database HOST PORT [JDBC_URL]");
        String url = Arguments.orElse(args, 2, "jdbc:h2:./word-counts");
        createTable(url);
        SluiceConf conf = new SluiceConf().setAppName("SaveToDatabase");
        try (StreamingContext streaming = new StreamingContext(conf, Durations.seconds(1))) {
            save(NetworkWordCount.count(streaming.socketTextStream(args[0], Integer.parseInt(args[1]))), url);

            streaming.start();
            streaming.awaitTermination();
        }
    }
}
