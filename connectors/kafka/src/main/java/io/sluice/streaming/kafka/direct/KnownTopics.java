package io.sluice.streaming.kafka.direct;

import io.sluice.time.StreamClock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/**
 * Which topic partitions a stream reads at present, and how far they go. New ones are looked for while batches run, without
 * a batch waiting for it; they are read from their beginning. A topic that was deleted is not read any more; one that was made
 * anew under the same name is another topic. Confined to the thread that plans.
 */
final class KnownTopics<K, V> {
    private final Subscription<K, V> subscription;
    private final Cluster<K, V> cluster;
    private final Positions positions;
    private final Tally tally;
    private final DirectSettings settings;
    private final StreamClock clock;
    private final Every discovery;
    private final Map<TopicPartition, Long> lastEnds = new HashMap<>();
    private Map<TopicPartition, String> hosts = Map.of();
    private CompletableFuture<Topics> looking; // null if nobody looks

    KnownTopics(
            Subscription<K, V> subscription,
            Cluster<K, V> cluster,
            Positions positions,
            Tally tally,
            DirectSettings settings,
            StreamClock clock) {
        this.subscription = subscription;
        this.cluster = cluster;
        this.positions = positions;
        this.tally = tally;
        this.settings = settings;
        this.clock = clock;
        this.discovery = new Every(settings.discoveryInterval(), clock);
    }

    /**
     * Finds the topics for the first time.
     *
     * @param programIsNew whether there is no checkpoint: then the program says where to begin
     */
    void begin(boolean programIsNew) {
        if (subscription.topics() instanceof TopicChoice.AsAssigned) {
            cluster.awaitAssignment();
        }
        Topics found = cluster.topics();
        if (found.partitions().isEmpty()) {
            tally.tell(DirectErrors.noTopics(subscription.topics().words()));
        }
        take(found, programIsNew);
    }

    /** Looks for new partitions and topics if it is time, and takes those that were found. */
    void lookAround() {
        if (subscription.topics() instanceof TopicChoice.AsAssigned) {
            cluster.letGroupAssign(Duration.ZERO);
            if (!positions.offsets().keySet().equals(cluster.assigned())) {
                take(cluster.topics(), false);
            }
            return;
        }
        if (looking == null && discovery.isDue()) {
            looking = cluster.lookForTopics();
        }
        if (looking != null && looking.isDone()) {
            CompletableFuture<Topics> done = looking;
            looking = null;
            if (done.isCompletedExceptionally()) {
                tally.tell(cluster.lookingFailed(done));
            } else {
                take(done.join(), false);
            }
        }
    }

    /** The hosts of the brokers that lead partitions, as of the last look. */
    Map<TopicPartition, String> hosts() {
        return hosts;
    }

    private void take(Topics found, boolean programIsNew) {
        hosts = found.hosts();
        startAnewWhereRecreated(found);
        leaveDeleted(found);
        Set<TopicPartition> fresh = new HashSet<>(found.partitions());
        fresh.removeAll(positions.offsets().keySet());
        if (!fresh.isEmpty()) {
            cluster.firstOffsets(fresh, programIsNew, settings.startFromGroup(), clock.now())
                    .forEach(positions::put);
        }
        positions.topicIds().putAll(found.ids());
    }

    private void startAnewWhereRecreated(Topics found) {
        found.ids().forEach((topic, id) -> {
            Uuid known = positions.topicIds().getOrDefault(topic, id);
            if (!known.equals(id) && positions.reads(topic)) {
                if (!settings.skipLost()) {
                    throw DirectErrors.recreated(topic, known, id);
                }
                tally.lost(unread(topic), DirectErrors.recreated(topic, known, id));
                positions.leave(topic);
            }
        });
    }

    private void leaveDeleted(Topics found) {
        Set<String> gone = positions.offsets().keySet().stream()
                .map(TopicPartition::topic)
                .filter(topic -> !found.ids().containsKey(topic))
                .collect(Collectors.toCollection(TreeSet::new));
        for (String topic : gone) {
            long unread = unread(topic);
            if (unread > 0 && !settings.skipLost()) {
                throw DirectErrors.deleted(topic, unread);
            }
            tally.lost(unread, DirectErrors.deleted(topic, unread));
            positions.leave(topic);
        }
        if (subscription.topics() instanceof TopicChoice.AsAssigned) {
            positions.offsets().keySet().retainAll(found.partitions());
        }
    }

    private long unread(String topic) {
        long unread = 0;
        for (Map.Entry<TopicPartition, Long> each : positions.offsets().entrySet()) {
            if (each.getKey().topic().equals(topic)) {
                unread += Math.max(0, lastEnds.getOrDefault(each.getKey(), 0L) - each.getValue());
            }
        }
        return unread;
    }

    /**
     * How far each partition goes now. A partition that ends before where it was read to is of a topic that was made anew,
     * or has lost records.
     */
    Map<TopicPartition, Long> ends() {
        Map<TopicPartition, Long> ends = cluster.ends(positions.offsets().keySet(), this::lookAtOnce);
        if (endsBehind(ends)) {
            lookAtOnce();
            ends = cluster.ends(positions.offsets().keySet(), this::lookAtOnce);
            ends.forEach(this::goBackTo);
        }
        lastEnds.clear();
        lastEnds.putAll(ends);
        return ends;
    }

    private boolean endsBehind(Map<TopicPartition, Long> ends) {
        for (Map.Entry<TopicPartition, Long> each : positions.offsets().entrySet()) {
            if (ends.getOrDefault(each.getKey(), Long.MAX_VALUE) < each.getValue()) {
                return true;
            }
        }
        return false;
    }

    private void lookAtOnce() {
        take(cluster.topics(), false);
    }

    private void goBackTo(TopicPartition partition, long end) {
        long position = positions.offsets().getOrDefault(partition, end);
        if (end < position) {
            if (!settings.skipLost()) {
                throw DirectErrors.ended(partition, position, end);
            }
            tally.lost(0, DirectErrors.ended(partition, position, end));
            positions.put(partition, end);
        }
    }
}
