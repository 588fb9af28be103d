package io.sluice.streaming.kafka.direct;

import io.sluice.Rdd;
import io.sluice.SluiceContext;
import io.sluice.lineage.PartitionedSource;
import io.sluice.streaming.kafka.HasOffsetRanges;
import io.sluice.streaming.kafka.OffsetRange;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** The records of ranges of offsets, one partition a range. */
final class KafkaRdd<K, V> extends Rdd<ConsumerRecord<K, V>> implements HasOffsetRanges {
    private final transient List<OffsetRange> ranges;

    /** @param locations where partitions are best read; the others anywhere */
    KafkaRdd(
            SluiceContext context,
            List<OffsetRange> ranges,
            RecordAccess<K, V> access,
            Map<TopicPartition, List<String>> locations) {
        super(context, new Ranges<>(partitions(ranges, access, locations)));
        this.ranges = List.copyOf(ranges);
    }

    private static <K, V> List<KafkaPartition<K, V>> partitions(
            List<OffsetRange> ranges, RecordAccess<K, V> access, Map<TopicPartition, List<String>> locations) {
        return ranges.stream()
                .map(range ->
                        new KafkaPartition<>(range, access, locations.getOrDefault(range.topicPartition(), List.of())))
                .toList();
    }

    @Override
    public OffsetRange[] offsetRanges() {
        return ranges.toArray(OffsetRange[]::new);
    }

    @Override
    public boolean isEmpty() {
        return ranges.stream().allMatch(range -> range.count() == 0) || super.isEmpty();
    }

    private record Ranges<K, V>(List<KafkaPartition<K, V>> partitions)
            implements PartitionedSource<ConsumerRecord<K, V>> {}
}
