package io.sluice.streaming.kafka.direct;

import io.sluice.TaskContext;
import io.sluice.operator.Sink;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Reads one topic partition, range after range, through a consumer of its own. What was fetched beyond the end of a range
 * is kept for the next one, and the fetch after that is on its way meanwhile. Confined to whoever {@link Readers} gave
 * it to.
 */
final class PartitionReader<K, V> implements AutoCloseable {
    private static final Duration SLICE = Duration.ofMillis(100);
    private static final long UNKNOWN = -1;

    private final Consumer<K, V> consumer;
    private final TopicPartition partition;
    private final Duration patience;
    private List<ConsumerRecord<K, V>> fetched = List.of();
    private int next;
    /** Where the last range ended, if it was read to its end. */
    private long position = UNKNOWN;

    PartitionReader(Consumer<K, V> consumer, TopicPartition partition, Duration patience) {
        this.consumer = consumer;
        this.partition = partition;
        this.patience = patience;
        consumer.assign(List.of(partition));
    }

    TopicPartition partition() {
        return partition;
    }

    /** The offset that it goes on from at once, -1 if it has none. */
    long position() {
        return position;
    }

    /** Begins a range. */
    void begin(long from) {
        if (position != from) {
            fetched = List.of();
            next = 0;
            consumer.seek(partition, from);
        }
        position = UNKNOWN;
    }

    /** Hands the records that are fetched to the sink, those before {@code until}. */
    void drain(long until, Sink<? super ConsumerRecord<K, V>> sink) throws Exception {
        List<ConsumerRecord<K, V>> records = fetched;
        for (int size = records.size(); next < size; ) {
            ConsumerRecord<K, V> record = records.get(next);
            if (record.offset() >= until) {
                return;
            }
            next++;
            sink.accept(record);
        }
    }

    /** Whether there is another record before {@code until}; fetches it if need be. */
    boolean hasNext(long until, TaskContext task) {
        long idleMillis = 0;
        while (next == fetched.size()) {
            if (consumer.position(partition, patience) >= until) {
                position = until;
                return false;
            }
            if (task.isInterrupted()) {
                throw new InterruptException("the job was cancelled");
            }
            fetched = consumer.poll(SLICE).records(partition);
            next = 0;
            if (fetched.isEmpty()) {
                idleMillis += SLICE.toMillis();
                if (idleMillis > patience.toMillis()) {
                    throw new TimeoutException("nothing was read at offset %d for %d ms"
                            .formatted(consumer.position(partition), patience.toMillis()));
                }
            }
        }
        if (fetched.get(next).offset() < until) {
            return true;
        }
        position = until;
        return false;
    }

    /** The record that {@link #hasNext} found. */
    ConsumerRecord<K, V> next() {
        if (next == fetched.size()) {
            throw new NoSuchElementException();
        }
        return fetched.get(next++);
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(Duration.ZERO));
    }
}
