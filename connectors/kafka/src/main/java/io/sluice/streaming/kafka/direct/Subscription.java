package io.sluice.streaming.kafka.direct;

import io.sluice.streaming.kafka.LocationStrategy;
import io.sluice.streaming.kafka.StartingOffsets;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/** What a stream reads, from where, and with which parameters. */
public interface Subscription<K, V> {
    /** The parameters of the consumers. */
    Map<String, Object> params();

    TopicChoice topics();

    StartingOffsets starting();

    /** Which executors read which partitions, if there are executors. */
    LocationStrategy location();

    /** A consumer that asks the brokers for what the plans need. */
    Consumer<K, V> newConsumer(Map<TopicPartition, Long> currentOffsets);
}
