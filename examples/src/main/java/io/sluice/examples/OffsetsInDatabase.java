package io.sluice.examples;

import io.sluice.Rdd;
import io.sluice.SluiceConf;
import io.sluice.Tuple2;
import io.sluice.streaming.Durations;
import io.sluice.streaming.InputDStream;
import io.sluice.streaming.StreamingContext;
import io.sluice.streaming.kafka.ConsumerStrategies;
import io.sluice.streaming.kafka.HasOffsetRanges;
import io.sluice.streaming.kafka.KafkaUtils;
import io.sluice.streaming.kafka.LocationStrategies;
import io.sluice.streaming.kafka.OffsetRange;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Word totals in a database, exactly once, without a checkpoint: each batch's transaction also moves the offsets that the
 * totals are of, and a program that starts begins there. The results and how far they go are one thing, so neither a crash
 * nor a second program that does the same can part them.
 *
 * <p>Arguments: {@code BROKERS TOPICS [JDBC_URL]}; an H2 database in the file {@code kafka-totals} if not given.
 */
public final class OffsetsInDatabase {
    private OffsetsInDatabase() {}

    public static void createTables(String url) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE TABLE IF NOT EXISTS word_totals (word VARCHAR(1000) PRIMARY KEY, occurrences BIGINT)");
            statement.execute("CREATE TABLE IF NOT EXISTS read_offsets (topic VARCHAR(249), kafka_partition INT,"
                    + " next_offset BIGINT, PRIMARY KEY (topic, kafka_partition))");
        }
    }

    /** The offsets that the totals go up to, not including them; none of partitions that were never read. */
    public static Map<TopicPartition, Long> storedOffsets(String url) throws SQLException {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet found =
                        statement.executeQuery("SELECT topic, kafka_partition, next_offset FROM read_offsets")) {
            while (found.next()) {
                offsets.put(new TopicPartition(found.getString(1), found.getInt(2)), found.getLong(3));
            }
        }
        return offsets;
    }

    /** Adds the words of topics to the totals, from where these end. */
    public static void addTotals(
            StreamingContext streaming, Map<String, Object> kafkaParams, Collection<String> topics, String url)
            throws SQLException {
        InputDStream<ConsumerRecord<String, String>> records = KafkaUtils.createDirectStream(
                streaming,
                LocationStrategies.PreferConsistent(),
                ConsumerStrategies.Subscribe(topics, kafkaParams, storedOffsets(url)));
        records.foreachRDD(rdd -> {
            OffsetRange[] ranges = ((HasOffsetRanges) rdd).offsetRanges();
            save(wordCounts(rdd), ranges, url);
        });
    }

    private static List<Tuple2<String, Integer>> wordCounts(Rdd<ConsumerRecord<String, String>> records) {
        return records.map(ConsumerRecord::value)
                .flatMap(line -> Arrays.asList(line.split("\\s+")).iterator())
                .filter(word -> !word.isEmpty())
                .mapToPair(word -> new Tuple2<>(word, 1))
                .reduceByKey(Integer::sum)
                .collect();
    }

    /** One transaction: all of the batch, or nothing. */
    private static void save(List<Tuple2<String, Integer>> counts, OffsetRange[] ranges, String url)
            throws SQLException {
        try (Connection connection = DriverManager.getConnection(url)) {
            connection.setAutoCommit(false);
            for (OffsetRange range : ranges) {
                move(connection, range);
            }
            add(connection, counts);
            connection.commit();
        }
    }

    private static void move(Connection connection, OffsetRange range) throws SQLException {
        if (range.count() == 0) {
            return;
        }
        if (update(connection, range) == 0) {
            insert(connection, range);
        }
    }

    private static int update(Connection connection, OffsetRange range) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("UPDATE read_offsets SET next_offset = ?"
                + " WHERE topic = ? AND kafka_partition = ? AND next_offset = ?")) {
            update.setLong(1, range.untilOffset());
            update.setString(2, range.topic());
            update.setInt(3, range.partition());
            update.setLong(4, range.fromOffset());
            return update.executeUpdate();
        }
    }

    /** Fails by the primary key if the totals go to another offset than the one this batch begins at. */
    private static void insert(Connection connection, OffsetRange range) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO read_offsets VALUES (?, ?, ?)")) {
            insert.setString(1, range.topic());
            insert.setInt(2, range.partition());
            insert.setLong(3, range.untilOffset());
            insert.executeUpdate();
        }
    }

    private static void add(Connection connection, List<Tuple2<String, Integer>> counts) throws SQLException {
        try (PreparedStatement merge = connection.prepareStatement(ExactlyOnceWordCount.ADD)) {
            for (Tuple2<String, Integer> count : counts) {
                merge.setString(1, count._1());
                merge.setLong(2, count._2());
                merge.addBatch();
            }
            merge.executeBatch();
        }
    }

    static Map<String, Object> params(String brokers) {
        return Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                brokers,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
                StringDeserializer.class,
                ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
                StringDeserializer.class);
    }

    public static void main(String[] args) throws InterruptedException, SQLException {
        Arguments.require(args, 2, "offsets-in-database BROKERS TOPICS [JDBC_URL]");
        String url = Arguments.orElse(args, 2, "jdbc:h2:./kafka-totals");
        createTables(url);
        SluiceConf conf = new SluiceConf().setAppName("OffsetsInDatabase");
        try (StreamingContext streaming = new StreamingContext(conf, Durations.seconds(1))) {
            addTotals(streaming, params(args[0]), List.of(args[1].split(",")), url);

            streaming.start();
            streaming.awaitTermination();
        }
    }
}
