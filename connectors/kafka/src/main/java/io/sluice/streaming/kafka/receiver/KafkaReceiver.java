package io.sluice.streaming.kafka.receiver;

import io.sluice.StorageLevel;
import io.sluice.Tuple2;
import io.sluice.streaming.kafka.record.BadRecords;
import io.sluice.streaming.receiver.Receiver;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Receives the keys and values of topics as members of a consumer group. What the group is told to have been read is what was
 * stored before: with the write-ahead log, nothing is lost when the program dies, and what was stored and not yet committed
 * is received once more. Without the log, what was received and not processed goes with the program.
 *
 * <p>A topic that is given n threads is read by n consumers, which share its partitions; those of several topics are the same
 * ones. What a poll brings becomes one block. Offsets are also committed when partitions go to another member, and when the
 * receiver stops. When the broker is not there at the start, or reading fails, all of them end, and the receiver is started again after
 * a delay; while the broker is away later, that is reported, and they go on when it is back.
 *
 * @param <K> the keys, as the program's {@code key.deserializer} makes them
 * @param <V> the values, as its {@code value.deserializer} does
 */
public final class KafkaReceiver<K, V> extends Receiver<Tuple2<K, V>> {
    private final HashMap<String, Object> params; // serializable, as a receiver is
    private final HashMap<String, Integer> topics;
    private final BadRecords.Settings bad;
    private transient List<GroupReader<K, V>> readers; // null until it is started, and in a copy that travelled

    /**
     * @param params of the consumers, as Kafka names them, and complete; see {@link ReceiverParams}
     * @param topics how many threads read each topic
     * @param bad what to do with records that no deserializer can read
     */
    public KafkaReceiver(
            ReceiverParams params, Map<String, Integer> topics, StorageLevel storageLevel, BadRecords.Settings bad) {
        super(storageLevel);
        this.bad = bad;
        if (topics.isEmpty()) {
            throw new IllegalArgumentException("a stream needs at least one topic, got none");
        }
        topics.forEach((topic, threads) -> {
            if (threads < 1) {
                throw new IllegalArgumentException(
                        "topic '%s' needs at least one thread, got %d".formatted(topic, threads));
            }
        });
        this.params = new HashMap<>(params.consumer());
        this.topics = new HashMap<>(topics);
    }

    @Override
    public void onStart() {
        int threads = topics.values().stream().mapToInt(Integer::intValue).max().orElseThrow();
        List<GroupReader<K, V>> fresh = new ArrayList<>();
        for (int thread = 0; thread < threads; thread++) {
            fresh.add(new GroupReader<>(this, params, topicsOf(thread), bad, thread));
        }
        readers = fresh;
        readers.forEach(GroupReader::start);
    }

    private List<String> topicsOf(int thread) {
        return topics.keySet().stream()
                .filter(topic -> topics.get(topic) > thread)
                .sorted()
                .toList();
    }

    @Override
    public void onStop() throws InterruptedException {
        if (readers == null) {
            return;
        }
        readers.forEach(GroupReader::stop);
        for (GroupReader<K, V> reader : readers) {
            reader.awaitEnd();
        }
    }
}
