package io.sluice.streaming.kafka.direct;

import io.sluice.TaskContext;
import io.sluice.streaming.kafka.OffsetRange;
import io.sluice.streaming.kafka.client.ClientErrors;
import io.sluice.streaming.kafka.client.ConsumerParams;
import io.sluice.streaming.kafka.record.BadRecords;
import io.sluice.streaming.kafka.record.Deserializers;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** How tasks come to records: by the readers that are kept in the process that they run in. */
final class RecordAccess<K, V> implements Serializable, AutoCloseable {
    private static final long serialVersionUID = 1;

    private final UUID id = UUID.randomUUID();
    private final HashMap<String, Object> params;
    private final ReadSettings settings;
    private final DataLoss loss;
    private final Tally tally;
    private final int kept;
    private final transient Readers<K, V> readers; // null in a copy that travelled

    /** @param kept how many readers are kept from one batch to the next */
    RecordAccess(Map<String, Object> params, ReadSettings settings, Tally tally, int kept) {
        this.params = new HashMap<>(params);
        this.settings = settings;
        this.loss = new DataLoss(settings.skipLost(), tally);
        this.tally = tally;
        this.kept = kept;
        this.readers = newReaders();
    }

    /** Begins a range; the task gives the reader back when it ends. */
    RangeReader<K, V> open(OffsetRange range, TaskContext task) {
        PartitionReader<K, V> reader = readerFor(range, task);
        String name = "%s-%d".formatted(range.topicPartition(), range.fromOffset());
        BadRecords bad = new BadRecords(settings.bad(), RangeReader.batchOf(task), name, tally);
        RangeReader<K, V> reading = new RangeReader<>(range, reader, task, params, loss, bad);
        task.onCompletion(reading);
        return reading;
    }

    private PartitionReader<K, V> readerFor(OffsetRange range, TaskContext task) {
        TopicPartition partition = range.topicPartition();
        try {
            Readers<K, V> here = readers();
            PartitionReader<K, V> reader = here.take(partition, range.fromOffset());
            task.onCompletion(() -> here.giveBack(reader));
            return reader;
        } catch (KafkaException refused) {
            throw ClientErrors.of("No consumer could be made for %s".formatted(range), params, refused);
        }
    }

    private Readers<K, V> readers() {
        if (readers != null) {
            return readers;
        }
        return kept == 0 ? newReaders() : ReadersElsewhere.of(id, this::newReaders);
    }

    private Readers<K, V> newReaders() {
        return new Readers<>(kept, new Making<>(params, settings));
    }

    /** Stays with the readers, which outlive the task that began with them. */
    private record Making<K, V>(HashMap<String, Object> params, ReadSettings settings)
            implements Function<TopicPartition, PartitionReader<K, V>> {
        @Override
        public PartitionReader<K, V> apply(TopicPartition partition) {
            Map<String, Object> own = ConsumerParams.reader(params, "sluice-" + partition);
            Deserializers<K, V> deserializers = Deserializers.of(own);
            KafkaConsumer<K, V> consumer = new KafkaConsumer<>(own, deserializers.keys(), deserializers.values());
            return new PartitionReader<>(consumer, deserializers, partition, settings.patience());
        }
    }

    /** For the thread that plans: what is there already need not be fetched by tasks. */
    void lookAhead() {
        readers.lookAhead();
    }

    @Override
    public void close() {
        if (readers != null) {
            readers.close();
        }
        ReadersElsewhere.close(id);
    }
}
