package io.sluice.streaming.kafka.direct;

import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;
import io.sluice.streaming.kafka.StartingOffsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.TopicPartition;

/** Where partitions begin that were not read before. Confined to the thread that plans. */
final class FirstOffsets {
    private static final String BY_DURATION = "by_duration:";

    private final Consumer<?, ?> consumer;
    private final Map<String, Object> params;
    private final Duration patience;

    FirstOffsets(Consumer<?, ?> consumer, Map<String, Object> params, Duration patience) {
        this.consumer = consumer;
        this.params = params;
        this.patience = patience;
    }

    /** Of partitions that appeared while the program ran or was down: all they have. */
    Map<TopicPartition, Long> beginnings(Set<TopicPartition> partitions) {
        return consumer.beginningOffsets(partitions, patience);
    }

    /** Of the partitions there are when a program is started for the first time. */
    Map<TopicPartition, Long> atFirstStart(
            Set<TopicPartition> partitions, StartingOffsets starting, boolean fromGroup, Instant now) {
        Map<TopicPartition, Long> first = new HashMap<>();
        if (starting instanceof StartingOffsets.Given given) {
            first.putAll(given.offsets());
            first.keySet().retainAll(partitions);
        }
        if (fromGroup && params.containsKey(ConsumerConfig.GROUP_ID_CONFIG)) {
            committed(without(partitions, first)).forEach(first::putIfAbsent);
        }
        Set<TopicPartition> left = without(partitions, first);
        if (!left.isEmpty()) {
            first.putAll(ofAll(left, starting, now));
        }
        return first;
    }

    private Map<TopicPartition, Long> ofAll(Set<TopicPartition> partitions, StartingOffsets starting, Instant now) {
        if (starting instanceof StartingOffsets.Earliest) {
            return beginnings(partitions);
        }
        if (starting instanceof StartingOffsets.Latest) {
            return consumer.endOffsets(partitions, patience);
        }
        if (starting instanceof StartingOffsets.At at) {
            return since(partitions, at.time());
        }
        return byReset(partitions, now);
    }

    private Map<TopicPartition, Long> byReset(Set<TopicPartition> partitions, Instant now) {
        String reset = String.valueOf(params.getOrDefault(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest"));
        return switch (reset) {
            case "earliest" -> beginnings(partitions);
            case "latest" -> consumer.endOffsets(partitions, patience);
            case "none" -> throw noneGiven(partitions);
            default -> since(partitions, now.minus(duration(reset)));
        };
    }

    private static Duration duration(String reset) {
        try {
            if (reset.startsWith(BY_DURATION)) {
                return Duration.parse(reset.substring(BY_DURATION.length()));
            }
        } catch (DateTimeParseException unreadable) {
            throw unknownReset(reset, unreadable);
        }
        throw unknownReset(reset, null);
    }

    private static StreamException unknownReset(String reset, Exception cause) {
        return new StreamException(
                ErrorCode.KAFKA_CONFIG,
                "The consumer's parameter auto.offset.reset is '%s'.".formatted(reset),
                "Set it to earliest, latest, none, or by_duration: with an ISO 8601 duration such as PT1H.",
                cause);
    }

    private static StreamException noneGiven(Set<TopicPartition> partitions) {
        return new StreamException(
                ErrorCode.KAFKA_CONFIG,
                "auto.offset.reset is none, and no offset is given to begin at for %s.".formatted(partitions),
                "Give an offset for each partition, or set auto.offset.reset to earliest or latest.");
    }

    /** The first record that is not older; the end, where there is none. */
    private Map<TopicPartition, Long> since(Set<TopicPartition> partitions, Instant time) {
        Map<TopicPartition, Long> times = new HashMap<>();
        partitions.forEach(partition -> times.put(partition, time.toEpochMilli()));
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, patience);
        Map<TopicPartition, Long> first = new HashMap<>();
        consumer.offsetsForTimes(times, patience).forEach((partition, found) -> {
            first.put(partition, found == null ? ends.get(partition) : (Long) found.offset());
        });
        return first;
    }

    private Map<TopicPartition, Long> committed(Set<TopicPartition> partitions) {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        consumer.committed(partitions, patience).forEach((partition, committed) -> {
            if (committed != null) {
                offsets.put(partition, committed.offset());
            }
        });
        return offsets;
    }

    /** Where a consumer stands that the program made. */
    Map<TopicPartition, Long> positions(Set<TopicPartition> partitions) {
        Map<TopicPartition, Long> positions = new HashMap<>();
        partitions.forEach(partition -> positions.put(partition, consumer.position(partition, patience)));
        return positions;
    }

    private static Set<TopicPartition> without(Set<TopicPartition> partitions, Map<TopicPartition, Long> known) {
        Set<TopicPartition> left = new HashSet<>(partitions);
        left.removeAll(known.keySet());
        return left;
    }
}
