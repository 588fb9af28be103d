package io.sluice.streaming.kafka.direct;

import io.sluice.TaskContext;
import io.sluice.operator.Sink;
import io.sluice.streaming.kafka.OffsetRange;
import io.sluice.streaming.kafka.client.ClientErrors;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;

/** One pass over one range, for one task. */
final class RangeReader<K, V> {
    private final OffsetRange range;
    private final PartitionReader<K, V> reader;
    private final TaskContext task;
    private final Map<String, Object> params;
    private ConsumerRecord<K, V> last;

    RangeReader(OffsetRange range, PartitionReader<K, V> reader, TaskContext task, Map<String, Object> params) {
        this.range = range;
        this.reader = reader;
        this.task = task;
        this.params = params;
        task.readingFrom(this::place);
        reader.begin(range.fromOffset());
    }

    private String place() {
        return last == null ? range.toString() : "%s offset %d".formatted(range.topicPartition(), last.offset());
    }

    void forEach(Sink<? super ConsumerRecord<K, V>> sink) throws Exception {
        Sink<ConsumerRecord<K, V>> noting = record -> {
            last = record;
            sink.accept(record);
        };
        while (hasNext()) {
            reader.drain(range.untilOffset(), noting);
        }
    }

    boolean hasNext() {
        try {
            return reader.hasNext(range.untilOffset(), task);
        } catch (KafkaException failed) {
            if (ClientErrors.isInterruption(failed)) {
                throw failed;
            }
            throw ClientErrors.of("%s could not be read".formatted(range), params, failed);
        }
    }

    ConsumerRecord<K, V> next() {
        last = reader.next();
        return last;
    }
}
