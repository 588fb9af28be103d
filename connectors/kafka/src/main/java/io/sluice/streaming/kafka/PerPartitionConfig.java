package io.sluice.streaming.kafka;

import java.io.Serializable;
import org.apache.kafka.common.TopicPartition;

/** Limits for each topic partition. A program extends it to have other limits than those of the settings. */
public abstract class PerPartitionConfig implements Serializable {
    /** At most so many records a second; 0 for no limit. */
    public abstract long maxRatePerPartition(TopicPartition topicPartition);

    /** At least so many records a second, if there are as many, whatever backpressure says. */
    public long minRatePerPartition(TopicPartition topicPartition) {
        return 1;
    }
}
