package io.sluice.streaming.kafka.direct;

import io.sluice.streaming.kafka.OffsetRange;
import io.sluice.streaming.source.BatchInput;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/**
 * What a batch reads.
 *
 * @param ranges one for each topic partition, also if it has nothing new; each is a partition of the RDD
 * @param topicIds of the topics in the ranges, as far as brokers tell them
 * @param ends how far each partition reached when this was planned; empty for a plan that comes from a checkpoint
 * @param lost how many records the stream has found to be gone, up to now
 * @param bad how many records the stream has left out because they could not be deserialized, up to now
 */
public record DirectPlan(
        List<OffsetRange> ranges, Map<String, Uuid> topicIds, Map<TopicPartition, Long> ends, long lost, long bad)
        implements BatchInput {
    /** The key of the metadata that has the lag of all partitions together; {@code lag.TOPIC-PARTITION} has that of one. */
    public static final String LAG = "lag";

    /** The key of the metadata that has {@link #lost}, if there are any. */
    public static final String LOST = "lostRecords";

    /** The key of the metadata that has {@link #bad}, if there are any. */
    public static final String BAD = "badRecords";

    public DirectPlan {
        ranges = List.copyOf(ranges);
        topicIds = Map.copyOf(topicIds);
        ends = Map.copyOf(ends);
    }

    /** Ranges, with nothing known of what is beyond them. */
    static DirectPlan of(List<OffsetRange> ranges, Map<String, Uuid> topicIds) {
        return new DirectPlan(ranges, topicIds, Map.of(), 0, 0);
    }

    /** Of topics that are compacted or written in transactions, that is an upper bound. */
    @Override
    public long records() {
        return ranges.stream().mapToLong(OffsetRange::count).sum();
    }

    @Override
    public String description() {
        return ranges.stream()
                .filter(range -> range.count() > 0)
                .map(OffsetRange::toString)
                .collect(Collectors.joining(", "));
    }

    /** How many records the partitions have that neither this batch nor one before it reads; 0 if that is not known. */
    public long lag() {
        return ranges.stream().mapToLong(this::lag).sum();
    }

    /** The same for one partition. */
    long lag(OffsetRange range) {
        return Math.max(0, ends.getOrDefault(range.topicPartition(), 0L) - range.untilOffset());
    }

    @Override
    public Map<String, String> metadata() {
        Map<String, String> metadata = new HashMap<>();
        if (!ends.isEmpty()) {
            ranges.forEach(range -> metadata.put(LAG + "." + range.topicPartition(), Long.toString(lag(range))));
            metadata.put(LAG, Long.toString(lag()));
        }
        if (lost > 0) {
            metadata.put(LOST, Long.toString(lost));
        }
        if (bad > 0) {
            metadata.put(BAD, Long.toString(bad));
        }
        return metadata;
    }
}
