package io.sluice.streaming.kafka.sink;

import io.sluice.TaskContext;
import io.sluice.streaming.Batch;
import io.sluice.streaming.kafka.client.ClientErrors;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/**
 * Writes each record at least once: one producer for all tasks, which sends again what was not acknowledged without doubling
 * it. A batch that runs again writes again.
 */
final class IdempotentWriter<T> implements OutputWriter<T> {
    private static final Duration GOODBYE = Duration.ofSeconds(1);

    private final SinkSettings<T> settings;
    private KafkaProducer<Object, Object> producer; // null until something is written; guarded by this

    IdempotentWriter(SinkSettings<T> settings) {
        this.settings = settings;
    }

    @Override
    public boolean begin(Batch batch, int partitions, boolean replays) {
        return true;
    }

    @Override
    public Custody custody() {
        return Custody.NONE;
    }

    @Override
    public void wrote(List<Optional<UUID>> writers) {
        // nobody asks who it was
    }

    @Override
    @SuppressWarnings("unchecked") // a producer takes what its serializers take
    public Optional<UUID> write(Iterator<T> records, Batch batch, TaskContext task, int partitions, Custody custody)
            throws Exception {
        if (!records.hasNext()) {
            return Optional.empty();
        }
        Token token = Token.of(batch, task.partitionId(), partitions);
        Sendings sendings = new Sendings(token, settings.params());
        KafkaProducer<Object, Object> to = producer();
        try {
            while (records.hasNext()) {
                sendings.send(
                        to, (ProducerRecord<Object, Object>) settings.toRecord().call(records.next()));
            }
            to.flush();
        } catch (KafkaException thrown) {
            throw sendings.failure("written", thrown);
        }
        if (!sendings.allGood()) {
            throw sendings.failure("written", null);
        }
        return Optional.empty();
    }

    private synchronized KafkaProducer<Object, Object> producer() {
        if (producer == null) {
            try {
                producer = new KafkaProducer<>(
                        ProducerParams.producer(settings.params()),
                        BesideTokens.of(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, settings.params()),
                        BesideTokens.of(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, settings.params()));
            } catch (KafkaException refused) {
                throw ClientErrors.of("A producer could not be made", settings.params(), refused);
            }
        }
        return producer;
    }

    @Override
    public synchronized void close() {
        if (producer != null) {
            producer.close(GOODBYE);
        }
    }
}
