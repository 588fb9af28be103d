package io.sluice.streaming.kafka.receiver;

import io.sluice.Tuple2;
import io.sluice.error.StreamException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Stores what a poll brought, one poll after the other, on a thread that may wait. Confined to the thread that polls. */
final class Storing<K, V> implements AutoCloseable {
    private final KafkaReceiver<K, V> receiver;
    private final ExecutorService thread;
    private Future<?> underWay; // null when all that began was taken
    private Map<TopicPartition, OffsetAndMetadata> offsets = Map.of();

    Storing(KafkaReceiver<K, V> receiver, String threadName) {
        this.receiver = receiver;
        this.thread = Executors.newSingleThreadExecutor(work -> {
            Thread made = new Thread(work, threadName);
            made.setDaemon(true);
            return made;
        });
    }

    /**
     * Begins to store a block.
     *
     * @param next where each partition goes on after these records
     */
    void begin(List<Tuple2<K, V>> records, Map<TopicPartition, OffsetAndMetadata> next) {
        offsets = next;
        underWay = thread.submit(() -> {
            if (!records.isEmpty()) { // none was readable
                receiver.store(records);
            }
        });
    }

    boolean isUnderWay() {
        return underWay != null && !underWay.isDone();
    }

    /** Waits until the block is stored, or could not be. */
    boolean isDoneWithin(Duration limit) throws InterruptedException {
        if (underWay == null) {
            return true;
        }
        try {
            underWay.get(limit.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException notYet) {
            return false;
        } catch (ExecutionException failed) {
            // takeStored says so
            return true;
        }
    }

    /**
     * Adds the offsets of what was stored since the last call to those given.
     *
     * @throws StreamException if it could not be stored
     * @throws IllegalStateException if the context has stopped
     */
    void takeStored(Map<TopicPartition, OffsetAndMetadata> stored) throws InterruptedException {
        if (underWay == null || !underWay.isDone()) {
            return;
        }
        Future<?> over = underWay;
        underWay = null;
        try {
            over.get();
            stored.putAll(offsets);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException reason) {
                throw reason;
            }
            throw new IllegalStateException("storing ended by an error", failed.getCause());
        }
    }

    @Override
    public void close() {
        thread.shutdown();
    }
}
