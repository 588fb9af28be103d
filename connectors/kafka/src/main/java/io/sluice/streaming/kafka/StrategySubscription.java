package io.sluice.streaming.kafka;

import io.sluice.streaming.kafka.direct.Subscription;
import io.sluice.streaming.kafka.direct.TopicChoice;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/** What a strategy says, as the source asks for it. */
record StrategySubscription<K, V>(ConsumerStrategy<K, V> strategy, LocationStrategy location)
        implements Subscription<K, V> {
    @Override
    public Map<String, Object> params() {
        return strategy.executorKafkaParams();
    }

    @Override
    public TopicChoice topics() {
        return strategy.topics();
    }

    @Override
    public StartingOffsets starting() {
        return strategy.starting();
    }

    @Override
    public Consumer<K, V> newConsumer(Map<TopicPartition, Long> currentOffsets) {
        return strategy.onStart(currentOffsets);
    }
}
