package io.sluice.streaming.kafka;

import io.sluice.streaming.kafka.direct.TopicChoice;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Which topic partitions a stream reads, and with which consumers. {@link ConsumerStrategies} has the usual ones; a program
 * extends this class if it must set up the consumer itself.
 *
 * @param <K> the keys
 * @param <V> the values
 */
public abstract class ConsumerStrategy<K, V> {
    /**
     * The parameters of the consumers that read records. What must be so is changed: {@code enable.auto.commit} is false,
     * {@code auto.offset.reset} none, and they are in no group.
     */
    public abstract Map<String, Object> executorKafkaParams();

    /**
     * Makes the consumer that finds out what there is to read: subscribed or assigned, and at the offsets where the stream
     * begins. Called once, at the start.
     *
     * @param currentOffsets where the stream goes on, after a restart from a checkpoint; else empty
     */
    public abstract Consumer<K, V> onStart(Map<TopicPartition, Long> currentOffsets);

    /** What there is to read; a strategy of the program's own reads what its consumer is assigned. */
    TopicChoice topics() {
        return new TopicChoice.AsAssigned();
    }

    /** Where to begin; the consumer of a strategy of the program's own knows. */
    StartingOffsets starting() {
        return StartingOffsets.byReset();
    }
}
