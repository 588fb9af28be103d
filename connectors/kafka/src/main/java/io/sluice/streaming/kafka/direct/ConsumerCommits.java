package io.sluice.streaming.kafka.direct;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Commits for a group whose member is the consumer that the program made: nobody else may. What is given waits for the next
 * plan, as in Spark, but the last of it goes at the stop. Giving is thread-safe.
 */
final class ConsumerCommits implements GroupCommits {
    private final Consumer<?, ?> consumer;
    private final java.util.function.Consumer<Throwable> failures;
    private final Queue<Given> given = new ArrayDeque<>();

    ConsumerCommits(Consumer<?, ?> consumer, java.util.function.Consumer<Throwable> failures) {
        this.consumer = consumer;
        this.failures = failures;
    }

    private record Given(Map<TopicPartition, OffsetAndMetadata> offsets, OffsetCommitCallback callback) {}

    @Override
    public synchronized void commit(Map<TopicPartition, OffsetAndMetadata> offsets, OffsetCommitCallback callback) {
        given.add(new Given(offsets, callback));
    }

    @Override
    public synchronized void atPlan() {
        for (Given each = given.poll(); each != null; each = given.poll()) {
            Given sent = each;
            standAt(sent.offsets());
            consumer.commitAsync(sent.offsets(), (offsets, failure) -> {
                if (failure != null) {
                    failures.accept(failure);
                }
                if (sent.callback() != null) {
                    sent.callback().onComplete(offsets, failure);
                }
            });
        }
    }

    /** A consumer that also commits by itself, as it does by default, commits where it stands: the last word, when it closes. */
    private void standAt(Map<TopicPartition, OffsetAndMetadata> offsets) {
        Set<TopicPartition> assigned = consumer.assignment();
        offsets.forEach((partition, offset) -> {
            if (assigned.contains(partition)) {
                consumer.seek(partition, offset.offset());
            }
        });
    }

    @Override
    public synchronized void close(Duration timeout) {
        Map<TopicPartition, OffsetAndMetadata> last = new HashMap<>();
        given.forEach(each -> last.putAll(each.offsets()));
        standAt(last);
        Exception failure = null;
        try {
            consumer.commitSync(last, timeout); // also waits for what went before
        } catch (KafkaException failed) {
            failure = failed;
            failures.accept(failed);
        }
        for (Given each = given.poll(); each != null; each = given.poll()) {
            if (each.callback() != null) {
                each.callback().onComplete(each.offsets(), failure);
            }
        }
    }
}
