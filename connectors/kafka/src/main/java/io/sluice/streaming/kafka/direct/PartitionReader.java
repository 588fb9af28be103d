package io.sluice.streaming.kafka.direct;

import io.sluice.TaskContext;
import io.sluice.operator.Sink;
import io.sluice.streaming.kafka.record.DeadLetter;
import io.sluice.streaming.kafka.record.Deserializers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads one topic partition, range after range, through a consumer of its own. What was fetched beyond the end of a range
 * is kept for the next one, and the fetch after that is on its way meanwhile. Confined to whoever {@link Readers} gave
 * it to; only {@link #lookAhead} is for others, and waits for nobody.
 */
final class PartitionReader<K, V> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PartitionReader.class);
    private static final Duration SLICE = Duration.ofMillis(100);
    private static final long UNKNOWN = -1;

    private final Consumer<K, V> consumer;
    private final Deserializers<K, V> deserializers;
    private final TopicPartition partition;
    private final Duration patience;
    private List<ConsumerRecord<K, V>> fetched = List.of();
    private int next;
    /** Whether a record among those fetched could not be deserialized, so that each must be looked at. */
    private boolean hasBad;
    /** Where the last range ended, if it was read to its end. */
    private long position = UNKNOWN;
    /** Whether it is with a task, or closed: then nobody else may touch it. Guarded by this. */
    private boolean lent;

    PartitionReader(
            Consumer<K, V> consumer, Deserializers<K, V> deserializers, TopicPartition partition, Duration patience) {
        this.consumer = consumer;
        this.deserializers = deserializers;
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

    /** A task has it from now on; waits until nobody looks ahead. */
    synchronized void lend() {
        lent = true;
    }

    /** The task is done with it. */
    synchronized void giveBack() {
        lent = false;
    }

    /**
     * Takes what came since the last range ended, if no task has the reader, and has the consumer ask for more: brokers answer with
     * the first record that they get, so what they got since has not been asked for. A failure is left to the task, which
     * meets it again.
     */
    synchronized void lookAhead() {
        if (lent || next < fetched.size()) {
            return;
        }
        try {
            fetched = consumer.poll(Duration.ZERO).records(partition);
            hasBad = deserializers.takeFailed();
            next = 0;
        } catch (KafkaException failed) {
            LOG.debug("{} cannot be read ahead", partition, failed);
            position = UNKNOWN;
        }
    }

    /** Begins a range, or goes on within one. */
    void begin(long from) {
        if (position != from) {
            fetched = List.of();
            next = 0;
            consumer.seek(partition, from);
        }
        position = UNKNOWN;
    }

    /** What to do with records that cannot be read. */
    interface OnBad {
        void accept(DeadLetter letter);
    }

    /**
     * Hands the records that are fetched to the sink, those before {@code until}: the loop that all records go through
     * (benchmark {@code kafka}).
     */
    void drain(long until, Sink<? super ConsumerRecord<K, V>> sink, OnBad onBad) throws Exception {
        List<ConsumerRecord<K, V>> records = fetched;
        boolean look = hasBad;
        for (int size = records.size(); next < size; ) {
            ConsumerRecord<K, V> record = records.get(next);
            if (record.offset() >= until) {
                return;
            }
            next++;
            if (look) {
                record = readable(record, onBad);
                if (record == null) {
                    continue;
                }
            }
            sink.accept(record);
        }
    }

    /** The record, if it can be read; otherwise null. */
    private ConsumerRecord<K, V> readable(ConsumerRecord<K, V> record, OnBad onBad) {
        ConsumerRecord<K, V> tried = deserializers.tried(record);
        Optional<DeadLetter> bad = deserializers.letterOf(tried);
        bad.ifPresent(onBad::accept);
        return bad.isPresent() ? null : tried;
    }

    /** The next record before {@code until}; null if there is none. */
    ConsumerRecord<K, V> next(long until, TaskContext task, OnBad onBad) {
        while (hasNext(until, task)) {
            ConsumerRecord<K, V> record = fetched.get(next++);
            ConsumerRecord<K, V> readable = hasBad ? readable(record, onBad) : record;
            if (readable != null) {
                return readable;
            }
        }
        return null;
    }

    /** Whether there is another record before {@code until}, readable or not; fetches it if need be. */
    boolean hasNext(long until, TaskContext task) {
        long idleMillis = 0;
        while (next == fetched.size()) {
            if (consumer.position(partition, patience) >= until) { // also past a gap, of whatever length
                position = until;
                return false;
            }
            if (task.isInterrupted()) {
                throw new InterruptException("the job was cancelled");
            }
            fetched = consumer.poll(SLICE).records(partition);
            hasBad = deserializers.takeFailed();
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

    /** Where the consumer stands: the offset that was asked for when a fetch failed. */
    long fetchPosition() {
        return consumer.position(partition, patience);
    }

    /** The oldest offset that the brokers have. */
    long oldest() {
        return consumer.beginningOffsets(List.of(partition), patience).get(partition);
    }

    /** The offset after the newest that the brokers have. */
    long end() {
        return consumer.endOffsets(List.of(partition), patience).get(partition);
    }

    /** Nothing is left of the range. */
    void finish(long until) {
        begin(until);
        position = until;
    }

    @Override
    public synchronized void close() {
        lent = true;
        consumer.close(CloseOptions.timeout(Duration.ZERO));
        deserializers.close();
    }
}
