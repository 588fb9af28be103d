package io.sluice.streaming.kafka.direct;

import io.sluice.TaskContext;
import io.sluice.lineage.SourcePartition;
import io.sluice.operator.Records;
import io.sluice.operator.Sink;
import io.sluice.streaming.kafka.OffsetRange;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * One partition of an RDD: a range of offsets, and the way to its records.
 *
 * @param preferredLocations where the reader of the topic partition is, if on a cluster
 */
record KafkaPartition<K, V>(OffsetRange range, RecordAccess<K, V> access, List<String> preferredLocations)
        implements SourcePartition<ConsumerRecord<K, V>> {
    @Override
    public Records<ConsumerRecord<K, V>> read(TaskContext task) {
        if (range.count() == 0) {
            return Collections::emptyIterator;
        }
        return new Reading<>(access.open(range, task));
    }

    @Override
    public long work() {
        return range.count();
    }

    private record Reading<K, V>(RangeReader<K, V> reader) implements Records<ConsumerRecord<K, V>> {
        @Override
        public void forEach(Sink<? super ConsumerRecord<K, V>> sink) throws Exception {
            reader.forEach(sink);
        }

        @Override
        public Iterator<ConsumerRecord<K, V>> iterator() {
            return new Iterator<>() {
                private ConsumerRecord<K, V> ahead = reader.next();

                @Override
                public boolean hasNext() {
                    return ahead != null;
                }

                @Override
                public ConsumerRecord<K, V> next() {
                    if (ahead == null) {
                        throw new NoSuchElementException();
                    }
                    ConsumerRecord<K, V> record = ahead;
                    ahead = null;
                    ahead = reader.next();
                    return record;
                }
            };
        }
    }
}
