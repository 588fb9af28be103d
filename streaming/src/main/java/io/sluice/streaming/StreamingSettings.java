package io.sluice.streaming;

import io.sluice.KnownSettings;
import io.sluice.Setting;
import io.sluice.streaming.batch.FailurePolicy;
import java.time.Duration;
import java.util.List;

/** The settings of streaming contexts. */
public final class StreamingSettings implements KnownSettings {
    public static final Setting<FailurePolicy> ON_BATCH_FAILURE = new Setting<>(
            "sluice.streaming.onBatchFailure",
            FailurePolicy.parse("stop"),
            FailurePolicy::parse,
            "What a failed batch means: stop, retry(n) or skip.");
    public static final Setting<Long> CONCURRENT_JOBS = Setting.count(
            "sluice.streaming.concurrentJobs",
            1,
            "How many outputs may run at a time; with more than 1, batches overlap.");
    public static final Setting<Long> MAX_QUEUED_BATCHES = Setting.count(
            "sluice.streaming.maxQueuedBatches",
            1000,
            "How many planned batches may wait; beyond that, intervals are passed over and their input goes to the next.");
    public static final Setting<Boolean> UNPERSIST = Setting.flag(
            "sluice.streaming.unpersist", true, "Whether persisted RDDs are dropped when no batch needs them.");
    public static final Setting<Boolean> STOP_GRACEFULLY_ON_SHUTDOWN = Setting.flag(
            "sluice.streaming.stopGracefullyOnShutdown",
            false,
            "Whether the end of the JVM, as by SIGTERM, drains what was received; else it finishes the batch in hand.");
    public static final Setting<Duration> STOP_TIMEOUT = Setting.duration(
            "sluice.streaming.stopTimeout",
            Duration.ZERO,
            "How long the end of the JVM waits for the batch in hand; 0 means ten batch intervals, and at least 10 s.");
    public static final Setting<Duration> GRACEFUL_STOP_TIMEOUT = Setting.duration(
            "sluice.streaming.gracefulStopTimeout",
            Duration.ZERO,
            "How long a graceful stop may take; 0 means ten batch intervals, and at least 10 s.");
    public static final Setting<Boolean> STOP_CONTEXT_BY_DEFAULT = Setting.flag(
            "sluice.streaming.stopSparkContextByDefault",
            true,
            "Whether stop() without arguments stops the SluiceContext too.");
    public static final Setting<String> EXTRA_LISTENERS = Setting.text(
            "sluice.streaming.extraListeners", "", "Listener classes to add at start, separated by commas.");
    public static final Setting<String> CHECKPOINT_DIRECTORY =
            Setting.text("sluice.streaming.checkpoint.directory", "", "The same as checkpoint(dir).");
    public static final Setting<String> CHECKPOINT_GIVE_UP = Setting.text(
            "sluice.streaming.checkpoint.giveUp",
            "",
            "Names of sources and stateful operators, separated by commas, whose data in the checkpoint may be lost.");
    public static final Setting<Boolean> STATE_MIXED_KEYS = Setting.flag(
            "sluice.streaming.state.mixedKeys",
            false,
            "Whether keys of one stateful operator may be of several of the classes String, Long and Integer; else a new key of"
                    + " another class than all those in the checkpoint fails the batch.");
    public static final Setting<String> CHECKPOINT_CHECK_ONLY = Setting.text(
            "sluice.streaming.checkpoint.checkOnly",
            "",
            "If not empty, start() only holds the program against its checkpoint; set by sluice checkpoint check.");
    public static final Setting<Duration> BLOCK_INTERVAL = Setting.duration(
            "sluice.streaming.blockInterval",
            Duration.ofMillis(200),
            "How often what a receiver took becomes a block; a block is a partition.");
    public static final Setting<Long> RECEIVER_MAX_RATE = Setting.count(
            "sluice.streaming.receiver.maxRate", Long.MAX_VALUE, "How many records a second a receiver may store.");
    public static final Setting<Duration> RECEIVER_RESTART_DELAY = Setting.duration(
            "sluice.streaming.receiverRestartDelay", Duration.ofSeconds(2), "How long a receiver that failed rests.");
    public static final Setting<Long> RECEIVER_BUFFER = Setting.bytes(
            "sluice.streaming.receiver.maxBufferedBytes",
            0,
            "How much of what was received may be in memory before receivers wait; 0 means half of the heap. On a cluster it"
                    + " counts for each receiver, and 0 means half of the storage memory of its executor.");
    public static final Setting<Boolean> RECEIVER_LOG = Setting.flag(
            "sluice.streaming.receiver.writeAheadLog.enable",
            false,
            "Whether what receivers store is logged below the checkpoint directory, so that a crash loses nothing. On a cluster"
                    + " all machines must see that directory.");
    public static final Setting<String> RECEIVER_LOG_CLASS = Setting.text(
            "sluice.streaming.receiver.writeAheadLog.class",
            "",
            "A class that implements WriteAheadLog, to log elsewhere.");
    public static final Setting<Long> RECEIVER_LOG_ROLLING = Setting.count(
            "sluice.streaming.receiver.writeAheadLog.rollingIntervalSecs",
            60,
            "After how many seconds a new file of the log is begun; old ones are removed as a whole.");
    public static final Setting<Long> RECEIVER_LOG_MAX_FAILURES = Setting.count(
            "sluice.streaming.receiver.writeAheadLog.maxFailures",
            3,
            "How often a write to a log of a class of the program's own is tried.");
    public static final Setting<Boolean> RECEIVER_LOG_CLOSE_FILE = Setting.flag(
            "sluice.streaming.receiver.writeAheadLog.closeFileAfterWrite",
            false,
            "Whether a file of the log is ended after each write, for file systems that show only whole files.");
    public static final Setting<Duration> RECEIVER_STORE_TIMEOUT = Setting.duration(
            "sluice.streaming.receiver.blockStoreTimeout",
            Duration.ofSeconds(30),
            "How long a block may take to be in the log before that is reported as an error of the receiver.");
    public static final Setting<Duration> FILE_MIN_REMEMBER = Setting.duration(
            "sluice.streaming.fileStream.minRememberDuration",
            Duration.ofSeconds(60),
            "How far back files that appear late are still taken.");

    public static final Setting<Boolean> BACKPRESSURE = Setting.flag(
            "sluice.streaming.backpressure.enabled",
            false,
            "Whether sources take no more than is processed, by measuring batches.");
    public static final Setting<Long> BACKPRESSURE_INITIAL_RATE = Setting.count(
            "sluice.streaming.backpressure.initialRate",
            0,
            "Records a second of each source before anything is measured; 0 means 1,000, at most doubled by each batch.");
    public static final Setting<String> BACKPRESSURE_ESTIMATOR = new Setting<>(
            "sluice.streaming.backpressure.rateEstimator",
            "pid",
            StreamingSettings::rateEstimator,
            "How rates are estimated; pid is the only way.");
    public static final Setting<Double> PID_PROPORTIONAL = Setting.number(
            "sluice.streaming.backpressure.pid.proportional", 1, "The weight of the present error, 0 or more.");
    public static final Setting<Double> PID_INTEGRAL = Setting.number(
            "sluice.streaming.backpressure.pid.integral", 0.2, "The weight of the records that wait, 0 or more.");
    public static final Setting<Double> PID_DERIVED = Setting.number(
            "sluice.streaming.backpressure.pid.derived", 0, "The weight of the error's change, 0 or more.");
    public static final Setting<Double> PID_MIN_RATE = Setting.number(
            "sluice.streaming.backpressure.pid.minRate", 100, "The lowest rate in records a second, above 0.");

    public static final Setting<Boolean> ALLOCATION = Setting.flag(
            "sluice.streaming.dynamicAllocation.enabled",
            false,
            "Whether a cluster's executors become more and fewer by how long batches take.");
    public static final Setting<Long> ALLOCATION_MIN = Setting.count(
            "sluice.streaming.dynamicAllocation.minExecutors",
            1,
            "How many executors are left at least; as many as there are receivers, if it is not set.");
    public static final Setting<Long> ALLOCATION_MAX = Setting.count(
            "sluice.streaming.dynamicAllocation.maxExecutors",
            Integer.MAX_VALUE,
            "How many executors are asked for at most.");
    public static final Setting<Duration> ALLOCATION_INTERVAL = Setting.duration(
            "sluice.streaming.dynamicAllocation.scalingInterval",
            Duration.ofSeconds(60),
            "How long batches are measured before anything is changed.");
    public static final Setting<Double> ALLOCATION_UP = Setting.number(
            "sluice.streaming.dynamicAllocation.scalingUpRatio",
            0.9,
            "More executors are asked for when batches take this part of their interval on average, or more.");
    public static final Setting<Double> ALLOCATION_DOWN = Setting.number(
            "sluice.streaming.dynamicAllocation.scalingDownRatio",
            0.3,
            "An executor without a receiver goes when batches take this part of their interval on average, or less.");
    public static final Setting<Boolean> ALLOCATION_TESTING = Setting.flag(
            "sluice.streaming.dynamicAllocation.testing", false, "For Spark's own tests; it has no effect.");

    private static String rateEstimator(String name) {
        if (!name.equals("pid")) {
            throw new IllegalArgumentException("Unknown rate estimator: %s; pid is expected".formatted(name));
        }
        return name;
    }

    @Override
    public List<Setting<?>> settings() {
        return List.of(
                ON_BATCH_FAILURE,
                CONCURRENT_JOBS,
                MAX_QUEUED_BATCHES,
                UNPERSIST,
                STOP_GRACEFULLY_ON_SHUTDOWN,
                STOP_TIMEOUT,
                GRACEFUL_STOP_TIMEOUT,
                STOP_CONTEXT_BY_DEFAULT,
                EXTRA_LISTENERS,
                CHECKPOINT_DIRECTORY,
                CHECKPOINT_GIVE_UP,
                STATE_MIXED_KEYS,
                CHECKPOINT_CHECK_ONLY,
                BLOCK_INTERVAL,
                RECEIVER_MAX_RATE,
                RECEIVER_RESTART_DELAY,
                RECEIVER_BUFFER,
                RECEIVER_LOG,
                RECEIVER_LOG_CLASS,
                RECEIVER_LOG_ROLLING,
                RECEIVER_LOG_MAX_FAILURES,
                RECEIVER_LOG_CLOSE_FILE,
                RECEIVER_STORE_TIMEOUT,
                FILE_MIN_REMEMBER,
                BACKPRESSURE,
                BACKPRESSURE_INITIAL_RATE,
                BACKPRESSURE_ESTIMATOR,
                PID_PROPORTIONAL,
                PID_INTEGRAL,
                PID_DERIVED,
                PID_MIN_RATE,
                ALLOCATION,
                ALLOCATION_MIN,
                ALLOCATION_MAX,
                ALLOCATION_INTERVAL,
                ALLOCATION_UP,
                ALLOCATION_DOWN,
                ALLOCATION_TESTING);
    }
}
