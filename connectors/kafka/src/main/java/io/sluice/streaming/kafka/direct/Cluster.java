package io.sluice.streaming.kafka.direct;

import io.sluice.error.StreamException;
import io.sluice.streaming.kafka.client.ClientErrors;
import io.sluice.streaming.kafka.client.ConsumerParams;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * What plans ask the brokers: which partitions there are, and how far each one goes. Waits for answers as long as the settings
 * say, and says which brokers were silent. Confined to the thread that plans.
 */
final class Cluster<K, V> implements AutoCloseable {
    /** After so long without an answer it is time to see what is wrong. */
    private static final Duration ONE_WAIT = Duration.ofSeconds(5);

    private static final Duration ONE_POLL = Duration.ofMillis(100);

    private final Subscription<K, V> subscription;
    private final Duration patience;
    private final Admin admin;
    private final Consumer<K, V> consumer;

    Cluster(Subscription<K, V> subscription, Map<TopicPartition, Long> currentOffsets, Duration patience) {
        this.subscription = subscription;
        this.patience = patience;
        try {
            this.admin = Admin.create(ConsumerParams.admin(subscription.params()));
        } catch (KafkaException refused) {
            throw failed("No client could be made", refused);
        }
        try {
            this.consumer = subscription.newConsumer(currentOffsets);
        } catch (KafkaException refused) {
            admin.close(Duration.ZERO);
            throw failed("No consumer could be made", refused);
        }
    }

    /** What there is of the topics chosen. */
    Topics topics() {
        try {
            return lookForTopics().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException unanswered) {
            throw failed("The brokers could not be asked for topics", unanswered);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw failed("Asking for topics was interrupted", interrupted);
        }
    }

    /** The same, without waiting. */
    CompletableFuture<Topics> lookForTopics() {
        return Topics.find(admin, subscription.topics(), assigned());
    }

    /** Why {@link #lookForTopics} failed. */
    StreamException lookingFailed(CompletableFuture<Topics> failed) {
        Throwable why = failed.handle((found, thrown) -> thrown).join();
        return failed("The brokers could not be asked for topics", why);
    }

    /** What the program's consumer is assigned. */
    Set<TopicPartition> assigned() {
        return consumer.assignment();
    }

    /** Has a consumer that is in a group do its part there; what it fetches by the way is read again by tasks. */
    void letGroupAssign(Duration wait) {
        try {
            consumer.pause(assigned());
            ConsumerRecords<K, V> read = consumer.poll(wait);
            read.partitions()
                    .forEach(partition -> consumer.seek(
                            partition, read.records(partition).get(0).offset()));
            consumer.pause(assigned());
        } catch (KafkaException failed) {
            throw failed("The consumer group could not be asked for partitions", failed);
        }
    }

    /** Waits until the program's consumer is assigned something, as long as brokers are waited for. */
    void awaitAssignment() {
        for (long waited = 0; assigned().isEmpty() && waited < patience.toMillis(); waited += ONE_POLL.toMillis()) {
            letGroupAssign(ONE_POLL);
        }
    }

    /** Where partitions begin that are read for the first time. */
    Map<TopicPartition, Long> firstOffsets(
            Set<TopicPartition> fresh, boolean programIsNew, boolean fromGroup, Instant now) {
        try {
            FirstOffsets first = new FirstOffsets(consumer, subscription.params(), patience);
            if (subscription.topics() instanceof TopicChoice.AsAssigned) {
                return first.positions(fresh);
            }
            return programIsNew
                    ? first.atFirstStart(fresh, subscription.starting(), fromGroup, now)
                    : first.beginnings(fresh);
        } catch (KafkaException unanswered) {
            throw failed("The brokers could not be asked where to begin", unanswered);
        }
    }

    /**
     * How far partitions go.
     *
     * @param silent called while no answer comes, to see whether the partitions are still there
     */
    Map<TopicPartition, Long> ends(Set<TopicPartition> partitions, Runnable silent) {
        long waitedMillis = 0;
        while (true) {
            try {
                return partitions.isEmpty() ? Map.of() : consumer.endOffsets(Set.copyOf(partitions), oneWait());
            } catch (org.apache.kafka.common.errors.TimeoutException unanswered) {
                waitedMillis += oneWait().toMillis();
                if (waitedMillis >= patience.toMillis()) {
                    throw failed("The brokers could not be asked how far topics go", unanswered);
                }
                silent.run();
            } catch (KafkaException refused) {
                throw failed("The brokers could not be asked how far topics go", refused);
            }
        }
    }

    private Duration oneWait() {
        return patience.compareTo(ONE_WAIT) < 0 ? patience : ONE_WAIT;
    }

    /**
     * The way to the consumer group; the caller closes it.
     *
     * @param mark what is written next to each offset
     */
    GroupCommits commits(Tally tally, String mark, AdminCommits.Checks checks) {
        Object given = subscription.params().get(ConsumerConfig.GROUP_ID_CONFIG);
        if (given == null) {
            return GroupCommits.none();
        }
        String group = given.toString();
        GroupFailures failures = new GroupFailures(admin, group, subscription.params(), tally);
        if (subscription.topics() instanceof TopicChoice.AsAssigned) {
            return new ConsumerCommits(consumer, failures);
        }
        failures.requireNoMembers(patience);
        return new AdminCommits(admin, group, failures, mark, checks);
    }

    private StreamException failed(String doing, Throwable thrown) {
        return ClientErrors.of(doing, subscription.params(), thrown);
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(Duration.ZERO));
        admin.close(Duration.ZERO);
    }
}
