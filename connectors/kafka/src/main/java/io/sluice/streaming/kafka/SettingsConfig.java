package io.sluice.streaming.kafka;

import io.sluice.SluiceConf;
import org.apache.kafka.common.TopicPartition;

/** The limits of the settings, the same for all partitions. */
final class SettingsConfig extends PerPartitionConfig {
    private static final long serialVersionUID = 1;

    private final long maxRate;
    private final long minRate;

    SettingsConfig(SluiceConf conf) {
        this.maxRate = conf.get(KafkaSettings.MAX_RATE);
        this.minRate = conf.get(KafkaSettings.MIN_RATE);
    }

    @Override
    public long maxRatePerPartition(TopicPartition topicPartition) {
        return maxRate;
    }

    @Override
    public long minRatePerPartition(TopicPartition topicPartition) {
        return minRate;
    }
}
