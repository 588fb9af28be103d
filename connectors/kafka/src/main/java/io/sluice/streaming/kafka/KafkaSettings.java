package io.sluice.streaming.kafka;

import io.sluice.KnownSettings;
import io.sluice.Setting;
import io.sluice.SluiceConf;
import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;
import io.sluice.streaming.kafka.record.BadRecordPolicy;
import io.sluice.streaming.kafka.record.BadRecords;
import io.sluice.streaming.kafka.record.DeadLetterBox;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The settings of streams from and to Kafka. */
public final class KafkaSettings implements KnownSettings {
    private static final String PREFIX = "sluice.streaming.kafka.";

    public static final Setting<Long> MAX_RATE = Setting.count(
            PREFIX + "maxRatePerPartition", 0, "How many records a second of each topic partition; 0 for no limit.");
    public static final Setting<Long> MIN_RATE = Setting.count(
            PREFIX + "minRatePerPartition",
            1,
            "How many records a second of each topic partition at least, whatever backpressure says.");
    public static final Setting<Long> POLL_MILLIS = Setting.count(
            PREFIX + "consumer.poll.ms",
            60_000,
            "How many milliseconds a task, a plan or the start waits for brokers before it fails.");
    public static final Setting<Boolean> CACHE_ENABLED = Setting.flag(
            PREFIX + "consumer.cache.enabled", true, "Whether consumers are kept from one batch to the next.");
    public static final Setting<Long> CACHE_INITIAL_CAPACITY =
            Setting.count(PREFIX + "consumer.cache.initialCapacity", 16, "Without meaning here; accepted.");
    public static final Setting<Long> CACHE_MAX_CAPACITY =
            Setting.count(PREFIX + "consumer.cache.maxCapacity", 64, "How many consumers are kept at most.");
    public static final Setting<Double> CACHE_LOAD_FACTOR =
            Setting.number(PREFIX + "consumer.cache.loadFactor", 0.75, "Without meaning here; accepted.");
    public static final Setting<Boolean> NON_CONSECUTIVE = Setting.flag(
            PREFIX + "allowNonConsecutiveOffsets", true, "Without meaning here, as gaps in offsets are always fine.");
    public static final Setting<Boolean> COMMIT_TO_GROUP = Setting.flag(
            PREFIX + "commitToGroup",
            true,
            "Whether the offsets of committed batches go to the consumer group, if there is a group.id.");
    public static final Setting<Boolean> START_FROM_GROUP = Setting.flag(
            PREFIX + "startFromGroup",
            false,
            "Whether a program without a checkpoint begins at the offsets that its consumer group has committed.");
    public static final Setting<Duration> DISCOVERY_INTERVAL = Setting.duration(
            PREFIX + "discoveryInterval",
            Duration.ofSeconds(30),
            "How often new partitions and topics are looked for.");
    public static final Setting<Boolean> SKIP_LOST = new Setting<>(
            PREFIX + "onDataLoss",
            false,
            KafkaSettings::skipLost,
            "What it means that records are gone which a batch was to read: fail or skip.");
    public static final Setting<BadRecordPolicy> ON_BAD_RECORD = new Setting<>(
            PREFIX + "onBadRecord",
            BadRecordPolicy.FAIL,
            BadRecordPolicy::parse,
            "What a record that cannot be deserialized means: fail, skip or deadLetter.");
    public static final Setting<Long> MAX_BAD_RECORDS = Setting.count(
            PREFIX + "maxBadRecords",
            10_000,
            "More bad records than that in one batch and topic partition fail the batch, or in one poll the receiver; 0 for no limit.");
    public static final Setting<String> DEAD_LETTER =
            Setting.text(PREFIX + "deadLetter", "", "Where dead letters are kept: topic:NAME or directory:PATH.");

    private static boolean skipLost(String text) {
        return switch (text.trim()) {
            case "fail" -> false;
            case "skip" -> true;
            default -> throw new IllegalArgumentException("fail or skip is expected");
        };
    }

    /**
     * What is to be done with records that no deserializer can read.
     *
     * @param params of the stream's consumers, which tell a topic of dead letters how to reach the brokers
     * @throws StreamException {@code INVALID_SETTING} if dead letters are wanted, and it is not said where
     */
    public static BadRecords.Settings badRecords(SluiceConf conf, Map<String, Object> params) {
        BadRecordPolicy policy = conf.get(ON_BAD_RECORD);
        String place = conf.get(DEAD_LETTER);
        try {
            DeadLetterBox box = policy == BadRecordPolicy.DEAD_LETTER ? DeadLetterBox.parse(place, params) : null;
            return new BadRecords.Settings(policy, conf.get(MAX_BAD_RECORDS), box);
        } catch (IllegalArgumentException invalid) {
            throw new StreamException(
                    ErrorCode.INVALID_SETTING,
                    "Setting %s has the value '%s', but %s.".formatted(DEAD_LETTER.key(), place, invalid.getMessage()),
                    "Change the value.",
                    invalid);
        }
    }

    @Override
    public List<Setting<?>> settings() {
        return List.of(
                MAX_RATE,
                MIN_RATE,
                POLL_MILLIS,
                CACHE_ENABLED,
                CACHE_INITIAL_CAPACITY,
                CACHE_MAX_CAPACITY,
                CACHE_LOAD_FACTOR,
                NON_CONSECUTIVE,
                COMMIT_TO_GROUP,
                START_FROM_GROUP,
                DISCOVERY_INTERVAL,
                SKIP_LOST,
                ON_BAD_RECORD,
                MAX_BAD_RECORDS,
                DEAD_LETTER);
    }
}
