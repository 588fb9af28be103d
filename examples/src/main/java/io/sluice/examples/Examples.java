package io.sluice.examples;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All examples, for launchers and for readers. */
public final class Examples {
    private static final List<Example> ALL = List.of(
            new Example("first-program", "", "counts the words that are typed into nc -lk 9999", FirstProgram.class),
            new Example("network-word-count", "HOST PORT", "counts the words of each second", NetworkWordCount.class),
            new Example(
                    "stateful-network-word-count",
                    "HOST PORT CHECKPOINT",
                    "counts words from the start on",
                    StatefulNetworkWordCount.class),
            new Example(
                    "recoverable-word-count",
                    "HOST PORT CHECKPOINT",
                    "counts words over all its runs, also when it is killed in between",
                    RecoverableWordCount.class),
            new Example(
                    "join-two-streams",
                    "ORDERS_HOST ORDERS_PORT PAYMENTS_HOST PAYMENTS_PORT",
                    "joins orders with payments of the same second",
                    JoinTwoStreams.class),
            new Example("queue-stream", "[SECONDS]", "streams RDDs that the program makes", QueueStream.class),
            new Example(
                    "custom-receiver", "HOST PORT", "counts words from a receiver of its own", CustomReceiver.class),
            new Example(
                    "directory-word-count",
                    "DIRECTORY",
                    "counts the words of files that are moved into a directory",
                    DirectoryWordCount.class),
            new Example(
                    "windowed-top-hash-tags",
                    "HOST PORT CHECKPOINT [TOP]",
                    "ranks the hash tags of the last minute",
                    WindowedTopHashTags.class),
            new Example(
                    "blacklist-filter",
                    "HOST PORT FILE",
                    "drops messages of users in a file that may change",
                    BlacklistFilter.class),
            new Example(
                    "save-to-database",
                    "HOST PORT [JDBC_URL]",
                    "saves word counts, one connection a partition",
                    SaveToDatabase.class),
            new Example(
                    "exactly-once-word-count",
                    "HOST PORT CHECKPOINT [JDBC_URL]",
                    "adds word counts to totals in a database, each batch once",
                    ExactlyOnceWordCount.class),
            new Example(
                    "order-metrics",
                    "HOST PORT",
                    "measures orders: count, revenue by category, count by region",
                    OrderMetrics.class),
            new Example(
                    "direct-kafka-word-count",
                    "BROKERS GROUP TOPICS",
                    "counts the words of topics, each second's",
                    DirectKafkaWordCount.class),
            new Example(
                    "offsets-in-database",
                    "BROKERS TOPICS [JDBC_URL]",
                    "keeps word totals and the offsets that they are of in one transaction",
                    OffsetsInDatabase.class),
            new Example(
                    "secure-kafka-word-count",
                    "PROPERTIES_FILE",
                    "reads topics with a user name and a password, a template for programs of yours",
                    SecureKafkaWordCount.class),
            new Example(
                    "receiver-kafka-word-count",
                    "BROKERS GROUP TOPICS CHECKPOINT [RECEIVERS]",
                    "counts words that a consumer group receives, with a log of what was received",
                    ReceiverKafkaWordCount.class));

    private Examples() {}

    /**
     * A program to run.
     *
     * @param name what it is called on the command line
     * @param arguments what it takes
     * @param description what it does, in a few words
     * @param mainClass the class with the main method
     */
    public record Example(String name, String arguments, String description, Class<?> mainClass) {}

    public static List<Example> all() {
        return ALL;
    }

    /** The class with the main method of each example, in the order of {@link #all()}. */
    public static Map<String, Class<?>> byName() {
        Map<String, Class<?>> byName = new LinkedHashMap<>();
        ALL.forEach(example -> byName.put(example.name(), example.mainClass()));
        return byName;
    }
}
