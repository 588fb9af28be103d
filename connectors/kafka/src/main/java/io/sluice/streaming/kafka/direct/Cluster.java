package io.sluice.streaming.kafka.direct;

import io.sluice.streaming.kafka.client.ClientErrors;
import io.sluice.streaming.kafka.client.ConsumerParams;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * What plans ask the brokers: which partitions there are, and how far each one goes. Waits for answers as long as the settings
 * say, and says which brokers were silent. Confined to the thread that plans.
 */
final class Cluster<K, V> implements AutoCloseable {
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

    Topics topics() {
        try {
            return Topics.find(admin, subscription.topics(), consumer.assignment())
                    .get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException unanswered) {
            throw failed("The brokers could not be asked for topics", unanswered);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw failed("Asking for topics was interrupted", interrupted);
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

    Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) {
        try {
            return consumer.endOffsets(partitions, patience);
        } catch (KafkaException unanswered) {
            throw failed("The brokers could not be asked how far topics go", unanswered);
        }
    }

    private RuntimeException failed(String doing, Throwable thrown) {
        return ClientErrors.of(doing, subscription.params(), thrown);
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(Duration.ZERO));
        admin.close(Duration.ZERO);
    }
}
