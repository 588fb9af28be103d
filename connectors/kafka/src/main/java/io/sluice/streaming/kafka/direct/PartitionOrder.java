package io.sluice.streaming.kafka.direct;

import java.util.Comparator;
import org.apache.kafka.common.TopicPartition;

/** In which order the partitions of a stream's RDDs stand. */
final class PartitionOrder {
    static final Comparator<TopicPartition> BY_TOPIC =
            Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition);

    private PartitionOrder() {}
}
