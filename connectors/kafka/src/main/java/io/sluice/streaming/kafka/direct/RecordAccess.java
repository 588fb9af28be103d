package io.sluice.streaming.kafka.direct;

import io.sluice.TaskContext;
import io.sluice.streaming.kafka.OffsetRange;
import io.sluice.streaming.kafka.client.ClientErrors;
import io.sluice.streaming.kafka.client.ConsumerParams;
import java.io.Serializable;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * How tasks come to records. Within the program's JVM they share the readers that are kept; a copy that travelled has none,
 * and makes a reader for each range.
 */
final class RecordAccess<K, V> implements Serializable, AutoCloseable {
    private final HashMap<String, Object> params;
    private final Duration patience;
    private final transient Readers<K, V> readers;

    /** @param kept how many readers are kept from one batch to the next */
    RecordAccess(Map<String, Object> params, Duration patience, int kept) {
        this.params = new HashMap<>(params);
        this.patience = patience;
        this.readers = new Readers<>(kept, this::newReader);
    }

    /** Begins a range; the task gives the reader back when it ends. */
    RangeReader<K, V> open(OffsetRange range, TaskContext task) {
        TopicPartition partition = range.topicPartition();
        PartitionReader<K, V> reader;
        try {
            if (readers == null) {
                PartitionReader<K, V> own = newReader(partition);
                task.onCompletion(own);
                reader = own;
            } else {
                PartitionReader<K, V> kept = readers.take(partition, range.fromOffset());
                task.onCompletion(() -> readers.giveBack(kept));
                reader = kept;
            }
        } catch (KafkaException refused) {
            throw ClientErrors.of("No consumer could be made for %s".formatted(range), params, refused);
        }
        return new RangeReader<>(range, reader, task, params);
    }

    private PartitionReader<K, V> newReader(TopicPartition partition) {
        Map<String, Object> own = ConsumerParams.reader(params, "sluice-" + partition);
        return new PartitionReader<>(new KafkaConsumer<>(own), partition, patience);
    }

    @Override
    public void close() {
        if (readers != null) {
            readers.close();
        }
    }
}
