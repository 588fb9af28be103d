package io.sluice;

import java.util.Map;
import java.util.Optional;

/** Spark's settings: which of Sluice's one is, how its value is written here, and which can mean nothing here. */
final class SparkSettings {
    private static final Map<String, String> RENAMED =
            Map.of("spark.streaming.minRememberDuration", "sluice.streaming.fileStream.minRememberDuration");

    // in seconds, if nothing else is said
    private static final String BLOCK_STORE_TIMEOUT = "spark.streaming.receiver.blockStoreTimeout";
    private static final String SCALING_INTERVAL = "spark.streaming.dynamicAllocation.scalingInterval";

    private static final String SERIALIZER = "spark.serializer";

    /** Beginnings of keys, and why nothing happens when they are set. */
    private static final Map<String, String> WITHOUT_MEANING = Map.ofEntries(
            Map.entry(
                    "spark.streaming.blockQueueSize",
                    "receivers wait by bytes, see sluice.streaming.receiver.maxBufferedBytes"),
            Map.entry(
                    "spark.streaming.driver.writeAheadLog.",
                    "which blocks are whose is part of the batch log, which is always written when there is a checkpoint"),
            Map.entry("spark.streaming.ui.", "there is no user interface; listeners hear of every batch"),
            Map.entry("spark.streaming.sessionByKey.", "state is not kept in chains of maps"),
            Map.entry("spark.streaming.clock", "a clock is given to the constructor of StreamingContext"),
            Map.entry("spark.streaming.manualClock.", "a clock is given to the constructor of StreamingContext"),
            Map.entry("spark.dynamicAllocation.", "one process has no executors to add or remove"),
            Map.entry("spark.executor.", "one process has no executors"),
            Map.entry("spark.driver.", "the program is the only process, and its JVM is started by you"),
            Map.entry("spark.network.", "records do not leave the process"),
            Map.entry("spark.cleaner.", "what the program can no longer reach is dropped by itself"),
            Map.entry("spark.io.compression.", "each file format has its own compression"),
            Map.entry("spark.kryo.", "classes of records are numbered when they are first met"),
            Map.entry("spark.kryoserializer.", "buffers grow as records need them"),
            Map.entry("spark.ui.", "there is no user interface; listeners hear of every batch"));

    private SparkSettings() {}

    /** The key of Sluice's own setting, if there is one: {@code spark.sluice.x} is what spark-submit lets through for it. */
    static String own(String sparkKey) {
        if (sparkKey.startsWith("spark.sluice.")) {
            return sparkKey.substring("spark.".length());
        }
        return RENAMED.getOrDefault(sparkKey, "sluice" + sparkKey.substring("spark".length()));
    }

    /** What Sluice calls the value of a setting of Spark's. */
    static String value(String sparkKey, String text) {
        return switch (sparkKey) {
            case SERIALIZER ->
                switch (text) {
                    case "org.apache.spark.serializer.KryoSerializer" -> "kryo";
                    case "org.apache.spark.serializer.JavaSerializer" -> "java";
                    default -> text;
                };
            case BLOCK_STORE_TIMEOUT, SCALING_INTERVAL -> text.chars().allMatch(Character::isDigit) ? text + "s" : text;
            default -> text;
        };
    }

    /** Why a setting of Spark's has no effect here; none if it is not one that is known to have none. */
    static Optional<String> withoutMeaning(String key) {
        return WITHOUT_MEANING.entrySet().stream()
                .filter(known -> key.startsWith(known.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
