package io.sluice.streaming.kafka;

import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Which executor of a cluster reads which topic partition. Inside one JVM there is nothing to choose. Whatever the strategy, a
 * partition stays with its executor from batch to batch, as its consumer is there, and those of one host are spread evenly over
 * the executors of that host. A host that has no executor is not waited for. Made by {@link LocationStrategies}.
 */
public sealed interface LocationStrategy {
    /** Executors on the machines of the brokers that lead the partitions, the others spread evenly. */
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
