package io.sluice.streaming.kafka.direct;

import io.sluice.streaming.Time;
import io.sluice.streaming.kafka.OffsetRange;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.common.TopicPartition;

/** Tells the consumer group which batches are committed, in the order in which they are. Thread-safe. */
final class CommittedBatches {
    private static final Duration LAST_COMMIT = Duration.ofSeconds(5);

    private final boolean tells;
    private final Map<Time, List<OffsetRange>> underWay = new ConcurrentHashMap<>();
    private volatile GroupCommits commits = GroupCommits.none();

    CommittedBatches(Map<String, Object> params, boolean wanted) {
        this.tells = wanted && params.containsKey(ConsumerConfig.GROUP_ID_CONFIG);
    }

    void commitTo(GroupCommits group) {
        commits = group;
    }

    void planned(Time time, DirectPlan plan) {
        if (tells) {
            underWay.put(time, plan.ranges());
        }
    }

    void committed(Time time) {
        List<OffsetRange> ranges = underWay.remove(time);
        if (ranges != null) {
            commit(ranges, null);
        }
    }

    /** The batch is committed or given up. */
    void done(Time time) {
        underWay.remove(time);
    }

    void commit(Collection<OffsetRange> ranges, OffsetCommitCallback callback) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        ranges.forEach(range -> offsets.merge(
                range.topicPartition(),
                new OffsetAndMetadata(range.untilOffset()),
                (one, other) -> one.offset() > other.offset() ? one : other));
        commits.commit(offsets, callback);
    }

    void atPlan() {
        commits.atPlan();
    }

    void close() {
        commits.close(LAST_COMMIT);
    }
}
