package io.sluice.streaming.kafka.direct;

import static java.util.concurrent.CompletableFuture.completedFuture;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * What a cluster has of the topics chosen.
 *
 * @param partitions that exist
 * @param ids of the topics: another id under the same name is another topic
 * @param hosts of the brokers that lead partitions; a partition without a leader has none
 */
record Topics(Set<TopicPartition> partitions, Map<String, Uuid> ids, Map<TopicPartition, String> hosts) {
    private static final Topics NONE = new Topics(Set.of(), Map.of(), Map.of());

    Topics {
        partitions = Set.copyOf(partitions);
        ids = Map.copyOf(ids);
        hosts = Map.copyOf(hosts);
    }

    /** Asks the cluster; of partitions that are chosen by number, only the topics' ids. */
    static CompletableFuture<Topics> find(Admin admin, TopicChoice choice, Set<TopicPartition> assigned) {
        if (choice instanceof TopicChoice.Named named) {
            return describe(admin, named.topics());
        }
        if (choice instanceof TopicChoice.Matching matching) {
            return future(admin.listTopics().names()).thenCompose(names -> describe(admin, matching.among(names)));
        }
        Set<TopicPartition> fixed = choice instanceof TopicChoice.Fixed chosen ? chosen.partitions() : assigned;
        Set<String> topics = fixed.stream().map(TopicPartition::topic).collect(Collectors.toSet());
        return describe(admin, topics).thenApply(found -> {
            Set<TopicPartition> both = new HashSet<>(fixed);
            both.retainAll(found.partitions());
            return new Topics(both, found.ids(), found.hosts());
        });
    }

    private static CompletableFuture<Topics> describe(Admin admin, Set<String> names) {
        if (names.isEmpty()) {
            return completedFuture(NONE);
        }
        List<CompletableFuture<Topics>> each = admin.describeTopics(names).topicNameValues().values().stream()
                .map(topic -> future(topic).thenApply(Topics::of).exceptionally(Topics::noneIfMissing))
                .toList();
        return CompletableFuture.allOf(each.toArray(CompletableFuture<?>[]::new))
                .thenApply(done -> together(each));
    }

    private static Topics of(TopicDescription topic) {
        Set<TopicPartition> partitions = new HashSet<>();
        Map<TopicPartition, String> hosts = new HashMap<>();
        for (TopicPartitionInfo info : topic.partitions()) {
            TopicPartition partition = new TopicPartition(topic.name(), info.partition());
            partitions.add(partition);
            if (info.leader() != null && !info.leader().isEmpty()) {
                hosts.put(partition, info.leader().host());
            }
        }
        return new Topics(partitions, Map.of(topic.name(), topic.topicId()), hosts);
    }

    private static Topics noneIfMissing(Throwable failed) {
        Throwable cause = failed instanceof CompletionException ? failed.getCause() : failed;
        if (cause instanceof UnknownTopicOrPartitionException) {
            return NONE;
        }
        throw failed instanceof CompletionException wrapped ? wrapped : new CompletionException(failed);
    }

    private static Topics together(List<CompletableFuture<Topics>> each) {
        Set<TopicPartition> partitions = new HashSet<>();
        Map<String, Uuid> ids = new HashMap<>();
        Map<TopicPartition, String> hosts = new HashMap<>();
        for (CompletableFuture<Topics> topic : each) {
            Topics found = topic.join();
            partitions.addAll(found.partitions());
            ids.putAll(found.ids());
            hosts.putAll(found.hosts());
        }
        return new Topics(partitions, ids, hosts);
    }

    private static <T> CompletableFuture<T> future(KafkaFuture<T> asked) {
        return asked.toCompletionStage().toCompletableFuture();
    }
}
