package io.sluice.streaming.kafka.direct;

import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;
import io.sluice.streaming.kafka.OffsetRange;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/** Says what a direct stream cannot do. */
final class DirectErrors {
    private static final String GO_ON_WITHOUT =
            "Lengthen the retention of the topic, or set sluice.streaming.kafka.onDataLoss=skip to go on without them.";

    private DirectErrors() {}

    static StreamException memoryUnreadable(String source, Exception cause) {
        return new StreamException(
                ErrorCode.CHECKPOINT_CORRUPT,
                "Where '%s' was cannot be read: %s.".formatted(source, cause.getMessage()),
                "Use the version of Sluice that wrote it, or begin with a new checkpoint directory.",
                cause);
    }

    static StreamException recordsGone(long batch, OffsetRange range, long oldest, long end, long count) {
        String reader = batch < 0 ? "An RDD" : "Batch %d ms".formatted(batch);
        return new StreamException(
                ErrorCode.KAFKA_DATA_LOST,
                "%s cannot read %s: the brokers have offsets %d to %d, so %d records are gone."
                        .formatted(reader, range, oldest, end, count),
                GO_ON_WITHOUT);
    }

    static StreamException ended(TopicPartition partition, long position, long end) {
        return new StreamException(
                ErrorCode.KAFKA_DATA_LOST,
                "%s was read up to offset %d, and now ends at %d: the brokers lost records that were read."
                        .formatted(partition, position, end),
                "Set sluice.streaming.kafka.onDataLoss=skip to go on at its end.");
    }

    static StreamException recreated(String topic, Uuid known, Uuid found) {
        return new StreamException(
                ErrorCode.KAFKA_TOPIC_RECREATED,
                "Topic '%s' was deleted and made anew: its id is %s, and offsets are known of the topic with id %s."
                        .formatted(topic, found, known),
                "Begin with a new checkpoint directory, or set sluice.streaming.kafka.onDataLoss=skip to read the new topic from"
                        + " its beginning.");
    }

    static StreamException deleted(String topic, long unread) {
        return new StreamException(
                ErrorCode.KAFKA_TOPIC_MISSING,
                "Topic '%s', which this stream reads, was deleted with %d records that no batch had read."
                        .formatted(topic, unread),
                "If it is made anew, it is read from its beginning.");
    }

    static StreamException noTopics(Object choice) {
        return new StreamException(
                ErrorCode.KAFKA_TOPIC_MISSING,
                "There is no topic yet of those to read: %s.".formatted(choice),
                "Create it, or mend the name; it is looked for every sluice.streaming.kafka.discoveryInterval.");
    }

    static StreamException groupInUse(String group, Object by) {
        return new StreamException(
                ErrorCode.KAFKA_GROUP_IN_USE,
                "The consumer group '%s' is used by others too: %s.".formatted(group, by),
                "Give each program a group.id of its own, or stop the other one; offsets in the checkpoint are not touched.");
    }
}
