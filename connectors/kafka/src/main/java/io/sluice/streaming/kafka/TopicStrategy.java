package io.sluice.streaming.kafka;

import static java.util.Objects.requireNonNull;

import io.sluice.streaming.kafka.client.ConsumerParams;
import io.sluice.streaming.kafka.direct.TopicChoice;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Topics by name, pattern or partition, looked for by the stream itself: its consumer joins no group. */
final class TopicStrategy<K, V> extends ConsumerStrategy<K, V> {
    private final TopicChoice topics;
    private final Map<String, Object> params;
    private final StartingOffsets starting;

    TopicStrategy(TopicChoice topics, Map<String, Object> params, StartingOffsets starting) {
        this.topics = topics;
        this.params = Map.copyOf(params);
        this.starting = requireNonNull(starting, "starting");
    }

    @Override
    public Map<String, Object> executorKafkaParams() {
        return params;
    }

    @Override
    public Consumer<K, V> onStart(Map<TopicPartition, Long> currentOffsets) {
        return new KafkaConsumer<>(ConsumerParams.driver(params));
    }

    @Override
    TopicChoice topics() {
        return topics;
    }

    @Override
    StartingOffsets starting() {
        return starting;
    }
}
