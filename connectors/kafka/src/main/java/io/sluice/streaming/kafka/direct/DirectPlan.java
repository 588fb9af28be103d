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
 */
public record DirectPlan(List<OffsetRange> ranges, Map<String, Uuid> topicIds, Map<TopicPartition, Long> ends)
        implements BatchInput {
    public DirectPlan {
        ranges = List.copyOf(ranges);
        topicIds = Map.copyOf(topicIds);
        ends = Map.copyOf(ends);
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

    /** How many records each partition has that this batch and those before it do not. */
    @Override
    public Map<String, String> metadata() {
        Map<String, String> metadata = new HashMap<>();
        long sum = 0;
        for (OffsetRange range : ranges) {
            Long end = ends.get(range.topicPartition());
            if (end != null) {
                long lag = Math.max(0, end - range.untilOffset());
                sum += lag;
                metadata.put("lag." + range.topicPartition(), Long.toString(lag));
            }
        }
        if (!ends.isEmpty()) {
            metadata.put(LAG, Long.toString(sum));
        }
        return metadata;
    }

    /** The key of the metadata that has the lag of all partitions together. */
    static final String LAG = "lag";
}
