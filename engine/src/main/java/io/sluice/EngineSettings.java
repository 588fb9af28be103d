package io.sluice;

import java.time.Duration;
import java.util.List;

/** The settings of contexts and of the embedded engine. */
public final class EngineSettings implements KnownSettings {
    public static final Setting<String> MASTER = Setting.text(
            "sluice.master", "local[*]", "Where to run: local, local[n], local[*], local[n,f], or a Spark master.");
    public static final Setting<String> APP_NAME =
            Setting.text("sluice.app.name", "sluice", "What the application is called.");
    public static final Setting<Long> DEFAULT_PARALLELISM = Setting.count(
            "sluice.default.parallelism", 0, "Partitions when the program does not say; 0 means one a worker thread.");
    public static final Setting<Long> TASK_MAX_FAILURES = Setting.count(
            "sluice.task.maxFailures", 1, "How often a task may fail before its job does; local[n,f] says it too.");
    public static final Setting<Boolean> TASK_SERIALIZE =
            Setting.flag("sluice.task.serialize", false, "Sends every task through serialization, as a cluster would.");
    public static final Setting<Boolean> SHUFFLE_COPY = Setting.flag(
            "sluice.shuffle.copy", false, "Copies records at a shuffle, for programs that reuse their objects.");
    public static final Setting<Double> MEMORY_FRACTION = Setting.number(
            "sluice.memory.fraction", 0.5, "The part of the heap that shuffles and persisted partitions may fill.");
    public static final Setting<Double> MEMORY_STORAGE_FRACTION = Setting.number(
            "sluice.memory.storageFraction",
            0.5,
            "The part of that which persisted partitions need not give to shuffles.");
    public static final Setting<Long> MEMORY_LIMIT = Setting.bytes(
            "sluice.memory.limit", 0, "The same as a size, such as 64m; 0 means that the fraction decides.");
    public static final Setting<String> LOCAL_DIR =
            Setting.text("sluice.local.dir", "", "Where spilled data goes; empty means the JVM's temporary directory.");
    public static final Setting<String> SERIALIZER =
            Setting.text("sluice.serializer", "kryo", "How records become bytes: kryo or java.");
    public static final Setting<Duration> INLINE_TIME = Setting.duration(
            "sluice.task.inlineTime",
            Duration.ofMillis(1),
            "How long the calling thread works on a small job alone before it shares the rest.");
    public static final Setting<Long> INLINE_RECORDS =
            Setting.count("sluice.task.inlineRecords", 10_000, "Up to how many input records a job counts as small.");

    public static final Setting<String> JARS = Setting.text(
            "sluice.jars", "", "Jars that tasks need, separated by commas; in one process, the class path.");
    public static final Setting<String> HOME =
            Setting.text("sluice.home", "", "Where Spark is on a cluster's machines; not looked at in one process.");
    public static final Setting<String> KRYO_CLASSES = Setting.text(
            "sluice.kryo.classesToRegister", "", "Classes of records; in one process they need not be named.");

    @Override
    public List<Setting<?>> settings() {
        return List.of(
                MASTER,
                APP_NAME,
                DEFAULT_PARALLELISM,
                TASK_MAX_FAILURES,
                TASK_SERIALIZE,
                SHUFFLE_COPY,
                MEMORY_FRACTION,
                MEMORY_STORAGE_FRACTION,
                MEMORY_LIMIT,
                LOCAL_DIR,
                SERIALIZER,
                INLINE_TIME,
                INLINE_RECORDS,
                JARS,
                HOME,
                KRYO_CLASSES);
    }
}
