package io.sluice.streaming.kafka.receiver;

import io.sluice.Tuple2;
import io.sluice.error.StreamException;
import io.sluice.streaming.kafka.record.BadRecords;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordDeserializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;

/**
 * One member of the group: polls, has the records stored, and then commits their offsets. Its thread goes on polling while
 * storing has to wait for batches, with its partitions paused, since a member that does not poll loses them.
 */
final class GroupReader<K, V> implements ConsumerRebalanceListener {
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration PAUSED_POLL = Duration.ofMillis(100);
    private static final Duration REVOKE_LIMIT = Duration.ofSeconds(10);
    private static final Duration LAST_COMMIT = Duration.ofSeconds(1);
    private static final int IDLE_POLLS = 3;

    private final KafkaReceiver<K, V> receiver;
    private final Map<String, Object> params;
    private final List<String> topics;
    private final BadRecords.Settings bad;
    private final Thread thread;
    private volatile boolean stopped;
    private volatile KafkaConsumer<K, V> consumer; // null until it is made

    // confined to the thread
    private final Map<TopicPartition, OffsetAndMetadata> uncommitted = new HashMap<>();
    private Storing<K, V> storing; // null while nothing is being stored

    GroupReader(
            KafkaReceiver<K, V> receiver,
            Map<String, Object> params,
            List<String> topics,
            BadRecords.Settings bad,
            int number) {
        this.receiver = receiver;
        this.params = params;
        this.topics = topics;
        this.bad = bad;
        this.thread = new Thread(this::run, "sluice-kafka-%d-%d".formatted(receiver.streamId(), number));
        this.thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Has it end; what waits to be stored is given up. */
    void stop() {
        stopped = true;
        KafkaConsumer<K, V> polled = consumer;
        if (polled != null) {
            polled.wakeup();
        }
    }

    void awaitEnd() throws InterruptedException {
        thread.join();
    }

    // ---- the thread

    private void run() {
        try (Storing<K, V> store = new Storing<>(receiver, thread.getName() + "-store");
                Sieve<K, V> sieve = new Sieve<>(params, bad, receiver)) {
            storing = store;
            KafkaConsumer<K, V> made = sieve.newConsumer();
            consumer = made;
            try {
                receive(made, sieve);
            } finally {
                end(made);
            }
        } catch (WakeupException stopping) {
            // stopped is set before anybody wakes it up
        } catch (TimeoutException away) {
            failed(KafkaReceiverErrors.away(servers(), away));
        } catch (RecordDeserializationException unreadable) {
            failed(KafkaReceiverErrors.unreadable(unreadable));
        } catch (StreamException notStored) {
            failed(notStored);
        } catch (Throwable thrown) {
            failed(KafkaReceiverErrors.failed(topics, thrown));
        }
    }

    /** What is thrown because the receiver stops is no failure. */
    private void failed(StreamException failure) {
        if (!stopped) {
            receiver.restart(failure.problem(), failure);
        }
    }

    private void receive(KafkaConsumer<K, V> from, Sieve<K, V> sieve) throws InterruptedException {
        reportMissing(from.listTopics().keySet());
        from.subscribe(topics, this);
        int idle = 0;
        while (!stopped) {
            ConsumerRecords<K, V> records = from.poll(POLL);
            idle = records.isEmpty() ? idle + 1 : 0;
            if (idle == IDLE_POLLS) {
                reportAbsence(from);
                idle = 0;
            }
            if (!records.isEmpty()) {
                store(from, sieve.readable(records), records.nextOffsets());
            }
        }
    }

    /**
     * Polling brings nothing when nobody is there, and does not say so. It goes on, because this consumer is the member that
     * the group knows; another one would have no partitions until the group has given up this one.
     */
    private void reportAbsence(KafkaConsumer<K, V> from) {
        try {
            from.listTopics();
        } catch (TimeoutException away) {
            StreamException problem = KafkaReceiverErrors.away(servers(), away);
            receiver.reportError(problem.problem(), problem);
        }
    }

    private Object servers() {
        return params.get(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG);
    }

    private void reportMissing(Set<String> existing) {
        Set<String> missing = new TreeSet<>(topics);
        missing.removeAll(existing);
        if (!missing.isEmpty()) {
            StreamException problem = KafkaReceiverErrors.noTopics(missing, servers());
            receiver.reportError(problem.problem(), problem);
        }
    }

    private void store(KafkaConsumer<K, V> from, List<Tuple2<K, V>> pairs, Map<TopicPartition, OffsetAndMetadata> next)
            throws InterruptedException {
        storing.begin(pairs, next);
        if (!storing.isDoneWithin(POLL)) {
            from.pause(from.assignment());
            while (!stopped && storing.isUnderWay()) {
                from.poll(PAUSED_POLL);
            }
            from.resume(from.assignment());
        }
        storing.takeStored(uncommitted);
        commit(from);
    }

    private void commit(KafkaConsumer<K, V> to) {
        if (uncommitted.isEmpty()) {
            return;
        }
        Map<TopicPartition, OffsetAndMetadata> offsets = Map.copyOf(uncommitted);
        to.commitAsync(offsets, (done, failure) -> {
            if (failure == null) {
                // what was stored since waits for its own commit
                done.forEach(uncommitted::remove);
            } else if (!stopped) {
                StreamException problem = KafkaReceiverErrors.notCommitted(group(), failure);
                receiver.reportError(problem.problem(), problem);
            }
        });
    }

    private Object group() {
        return params.get(ConsumerConfig.GROUP_ID_CONFIG);
    }

    // ---- partitions come and go

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        if (storing.isUnderWay()) {
            consumer.pause(partitions);
        }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        if (stopped) {
            return;
        }
        // the next member begins after what is stored here
        try {
            if (storing.isDoneWithin(REVOKE_LIMIT)) {
                storing.takeStored(uncommitted);
            }
        } catch (InterruptedException interrupted) {
            throw new InterruptException(interrupted);
        }
        commitNow(consumer);
        uncommitted.keySet().removeAll(partitions);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        uncommitted.keySet().removeAll(partitions);
    }

    private void commitNow(KafkaConsumer<K, V> to) {
        if (uncommitted.isEmpty()) {
            return;
        }
        try {
            to.commitSync(Map.copyOf(uncommitted), LAST_COMMIT);
            uncommitted.clear();
        } catch (WakeupException stopping) {
            throw stopping;
        } catch (KafkaException failed) {
            StreamException problem = KafkaReceiverErrors.notCommitted(group(), failed);
            receiver.reportError(problem.problem(), problem);
        }
    }

    /** Commits what is stored, and leaves the group. */
    private void end(KafkaConsumer<K, V> leaving) throws InterruptedException {
        try {
            while (stopped && storing.isUnderWay()) {
                storing.isDoneWithin(POLL);
            }
            storing.takeStored(uncommitted);
            commitWoken(leaving);
        } finally {
            leaving.close(CloseOptions.timeout(LAST_COMMIT));
        }
    }

    /** What woke a poll up may do the same to the commit after it, once. */
    private void commitWoken(KafkaConsumer<K, V> leaving) {
        try {
            commitNow(leaving);
        } catch (WakeupException again) {
            commitNow(leaving);
        }
    }
}
