package io.sluice.streaming.kafka;

import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** Makes {@link LocationStrategy}s, under Spark's names. */
public final class LocationStrategies {
    private LocationStrategies() {}

    /** If executors run on the machines of the brokers. */
    public static LocationStrategy PreferBrokers() {
        return new LocationStrategy.PreferBrokers();
    }

    /** In most cases. */
    public static LocationStrategy PreferConsistent() {
        return new LocationStrategy.PreferConsistent();
    }

    /** If partitions are of very different size. */
    public static LocationStrategy PreferFixed(Map<TopicPartition, String> hosts) {
        return new LocationStrategy.PreferFixed(hosts);
    }
}
