package io.sluice.streaming.kafka.receiver;

import io.sluice.Tuple2;
import io.sluice.streaming.kafka.record.BadRecordPolicy;
import io.sluice.streaming.kafka.record.BadRecords;
import io.sluice.streaming.kafka.record.DeadLetter;
import io.sluice.streaming.kafka.record.Deserializers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Keeps back the records of a poll that no deserializer can read, and does with them what the policy says; when they fail the
 * stream, the consumer itself throws, at that partition only. Confined to the thread that polls.
 */
final class Sieve<K, V> implements AutoCloseable {
    private static final long NO_BATCH = -1; // which one a record goes to is not known yet

    private final Map<String, Object> params;
    private final BadRecords.Settings settings;
    private final KafkaReceiver<K, V> receiver;
    private Deserializers<K, V> deserializers; // null if the consumer has the program's own

    Sieve(Map<String, Object> params, BadRecords.Settings settings, KafkaReceiver<K, V> receiver) {
        this.params = params;
        this.settings = settings;
        this.receiver = receiver;
    }

    /** A consumer whose records are then asked for by {@link #readable}; to be called once. */
    KafkaConsumer<K, V> newConsumer() {
        if (settings.policy() == BadRecordPolicy.FAIL) {
            return new KafkaConsumer<>(params);
        }
        deserializers = Deserializers.of(params);
        return new KafkaConsumer<>(params, deserializers.keys(), deserializers.values());
    }

    /** Keys and values of what can be read; what cannot is where the policy wants it when this returns. */
    List<Tuple2<K, V>> readable(ConsumerRecords<K, V> records) {
        List<Tuple2<K, V>> pairs = new ArrayList<>(records.count());
        if (deserializers == null || !deserializers.takeFailed()) {
            records.forEach(record -> pairs.add(new Tuple2<>(record.key(), record.value())));
        } else {
            records.partitions().forEach(partition -> sift(partition, records.records(partition), pairs));
        }
        return pairs;
    }

    private void sift(TopicPartition partition, List<ConsumerRecord<K, V>> records, List<Tuple2<K, V>> pairs) {
        String range = "%s-%d".formatted(partition, records.get(0).offset());
        try (BadRecords bad = new BadRecords(
                settings, NO_BATCH, range, (count, first) -> receiver.reportError(first.problem(), first))) {
            for (ConsumerRecord<K, V> record : records) {
                ConsumerRecord<K, V> tried = deserializers.tried(record);
                Optional<DeadLetter> letter = deserializers.letterOf(tried);
                letter.ifPresent(bad::add);
                if (letter.isEmpty()) {
                    pairs.add(new Tuple2<>(tried.key(), tried.value()));
                }
            }
            bad.finish();
        }
    }

    @Override
    public void close() {
        if (deserializers != null) {
            deserializers.close();
        }
    }
}
