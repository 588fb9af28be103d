package io.sluice.streaming.kafka;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import org.apache.kafka.common.TopicPartition;

/**
 * The records of one topic partition that one batch reads. Spark's class of that name.
 *
 * @param topic the topic's name
 * @param partition the partition's number
 * @param fromOffset the first offset, inclusive
 * @param untilOffset the offset after the last, exclusive
 */
public record OffsetRange(String topic, int partition, long fromOffset, long untilOffset) implements Serializable {
    public OffsetRange {
        requireNonNull(topic, "topic");
        if (partition < 0 || fromOffset < 0 || untilOffset < fromOffset) {
            throw new IllegalArgumentException("a range of %s-%d must satisfy 0 <= from <= until, got [%d, %d)"
                    .formatted(topic, partition, fromOffset, untilOffset));
        }
    }

    public static OffsetRange create(String topic, int partition, long fromOffset, long untilOffset) {
        return new OffsetRange(topic, partition, fromOffset, untilOffset);
    }

    public static OffsetRange create(TopicPartition topicPartition, long fromOffset, long untilOffset) {
        return new OffsetRange(topicPartition.topic(), topicPartition.partition(), fromOffset, untilOffset);
    }

    public TopicPartition topicPartition() {
        return new TopicPartition(topic, partition);
    }

    /** How many offsets there are; of a topic that is compacted or written in transactions, not all have a record. */
    public long count() {
        return untilOffset - fromOffset;
    }

    @Override
    public String toString() {
        return "%s-%d [%d, %d)".formatted(topic, partition, fromOffset, untilOffset);
    }
}
