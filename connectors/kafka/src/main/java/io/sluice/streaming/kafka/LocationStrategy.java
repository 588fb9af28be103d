package io.sluice.streaming.kafka;

import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Which machine of a cluster reads which topic partition. Inside one JVM there is nothing to choose, so it is accepted and kept.
 * Made by {@link LocationStrategies}.
 */
public sealed interface LocationStrategy {
    /** Executors on the machines of the brokers. */
    record PreferBrokers() implements LocationStrategy {}

    /** Spread evenly over the executors. */
    record PreferConsistent() implements LocationStrategy {}

    /** Each partition on the machine named, the others spread evenly. */
    record PreferFixed(Map<TopicPartition, String> hosts) implements LocationStrategy {
        public PreferFixed {
            hosts = Map.copyOf(hosts);
        }
    }
}
