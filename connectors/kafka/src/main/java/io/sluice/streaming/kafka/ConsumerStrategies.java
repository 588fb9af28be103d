package io.sluice.streaming.kafka;

import io.sluice.streaming.kafka.direct.TopicChoice;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.common.TopicPartition;

/**
 * Makes {@link ConsumerStrategy}s, under Spark's names. The parameters are those of Kafka's consumer: {@code bootstrap.servers},
 * {@code key.deserializer} and {@code value.deserializer} at least. Without offsets, a program begins where {@code
 * auto.offset.reset} says. No consumer group is joined: a {@code group.id} is where progress is shown.
 */
public final class ConsumerStrategies {
    private ConsumerStrategies() {}

    /** All partitions of topics, also of those that do not exist yet. */
    public static <K, V> ConsumerStrategy<K, V> Subscribe(Collection<String> topics, Map<String, Object> kafkaParams) {
        return Subscribe(topics, kafkaParams, StartingOffsets.byReset());
    }

    /**
     * Like {@link #Subscribe(Collection, Map)}.
     *
     * @param offsets where a program without a checkpoint begins; a partition without one begins where the parameters say
     */
    public static <K, V> ConsumerStrategy<K, V> Subscribe(
            Collection<String> topics, Map<String, Object> kafkaParams, Map<TopicPartition, Long> offsets) {
        return Subscribe(topics, kafkaParams, StartingOffsets.of(offsets));
    }

    /** Like {@link #Subscribe(Collection, Map)}, beginning at offsets of another kind. */
    public static <K, V> ConsumerStrategy<K, V> Subscribe(
            Collection<String> topics, Map<String, Object> kafkaParams, StartingOffsets starting) {
        return new TopicStrategy<>(new TopicChoice.Named(Set.copyOf(topics)), kafkaParams, starting);
    }

    /** All partitions of all topics whose whole name matches, also of those that appear later. */
    public static <K, V> ConsumerStrategy<K, V> SubscribePattern(Pattern pattern, Map<String, Object> kafkaParams) {
        return SubscribePattern(pattern, kafkaParams, StartingOffsets.byReset());
    }

    /** Like {@link #SubscribePattern(Pattern, Map)}, with offsets as in {@link #Subscribe(Collection, Map, Map)}. */
    public static <K, V> ConsumerStrategy<K, V> SubscribePattern(
            Pattern pattern, Map<String, Object> kafkaParams, Map<TopicPartition, Long> offsets) {
        return SubscribePattern(pattern, kafkaParams, StartingOffsets.of(offsets));
    }

    /** Like {@link #SubscribePattern(Pattern, Map)}, beginning at offsets of another kind. */
    public static <K, V> ConsumerStrategy<K, V> SubscribePattern(
            Pattern pattern, Map<String, Object> kafkaParams, StartingOffsets starting) {
        return new TopicStrategy<>(new TopicChoice.Matching(pattern), kafkaParams, starting);
    }

    /** These partitions and no others. */
    public static <K, V> ConsumerStrategy<K, V> Assign(
            Collection<TopicPartition> topicPartitions, Map<String, Object> kafkaParams) {
        return Assign(topicPartitions, kafkaParams, StartingOffsets.byReset());
    }

    /** Like {@link #Assign(Collection, Map)}, with offsets as in {@link #Subscribe(Collection, Map, Map)}. */
    public static <K, V> ConsumerStrategy<K, V> Assign(
            Collection<TopicPartition> topicPartitions,
            Map<String, Object> kafkaParams,
            Map<TopicPartition, Long> offsets) {
        return Assign(topicPartitions, kafkaParams, StartingOffsets.of(offsets));
    }

    /** Like {@link #Assign(Collection, Map)}, beginning at offsets of another kind. */
    public static <K, V> ConsumerStrategy<K, V> Assign(
            Collection<TopicPartition> topicPartitions, Map<String, Object> kafkaParams, StartingOffsets starting) {
        return new TopicStrategy<>(new TopicChoice.Fixed(Set.copyOf(topicPartitions)), kafkaParams, starting);
    }
}
