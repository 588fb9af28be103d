package io.sluice.streaming.kafka.direct;

import io.sluice.Rdd;
import io.sluice.streaming.Time;
import io.sluice.streaming.kafka.OffsetRange;
import io.sluice.streaming.source.PlanCodec;
import io.sluice.streaming.source.SourceCheckpoint;
import io.sluice.streaming.source.SourceContext;
import io.sluice.streaming.source.StreamSource;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Topics, read without a receiver: a plan is a range of offsets for each topic partition, fixed when the batch is due, and
 * tasks read the ranges. So the batch log has all that a replay needs, and the same ranges give the same records.
 */
public final class DirectSource<K, V> implements StreamSource<ConsumerRecord<K, V>, DirectPlan> {
    private final Subscription<K, V> subscription;
    private final SourceContext site;
    private final DirectSettings settings;
    private final RecordAccess<K, V> access;
    private final Positions positions = new Positions();
    private boolean resumed;
    private Cluster<K, V> cluster; // null until the start

    public DirectSource(Subscription<K, V> subscription, SourceContext site) {
        this.subscription = subscription;
        this.site = site;
        this.settings = DirectSettings.of(site.context().getConf());
        this.access = new RecordAccess<>(subscription.params(), settings.patience(), settings.keptReaders());
    }

    @Override
    public String name() {
        return "kafka " + subscription.topics();
    }

    @Override
    public Optional<PlanCodec<DirectPlan>> planCodec() {
        return Optional.of(new DirectPlanCodec());
    }

    @Override
    public void resume(SourceCheckpoint<DirectPlan> checkpoint) {
        resumed = checkpoint.lastPlanned().isPresent();
        try {
            if (checkpoint.memory().isPresent()) {
                positions.read(checkpoint.memory().get());
            }
        } catch (IOException | RuntimeException unreadable) {
            throw DirectErrors.memoryUnreadable(name(), unreadable);
        }
        positions.replay(checkpoint.plans());
    }

    @Override
    public byte[] memory() {
        return positions.write();
    }

    @Override
    public void start() {
        cluster = new Cluster<>(subscription, positions.offsets(), settings.patience());
        take(cluster.topics(), !resumed);
    }

    /** Adds the partitions that are new. */
    private void take(Topics found, boolean programIsNew) {
        Set<TopicPartition> fresh = new HashSet<>(found.partitions());
        fresh.removeAll(positions.offsets().keySet());
        if (!fresh.isEmpty()) {
            Instant now = site.clock().now();
            cluster.firstOffsets(fresh, programIsNew, settings.startFromGroup(), now)
                    .forEach(positions::put);
        }
        positions.topicIds().putAll(found.ids());
    }

    @Override
    public Optional<DirectPlan> plan(Time time) {
        Map<TopicPartition, Long> ends = cluster.ends(positions.offsets().keySet());
        List<OffsetRange> ranges = new ArrayList<>(ends.size());
        positions.offsets().forEach((partition, from) -> {
            long until = Math.max(from, ends.getOrDefault(partition, from));
            ranges.add(OffsetRange.create(partition, from, until));
        });
        DirectPlan plan = new DirectPlan(ranges, positions.topicIds(), ends);
        positions.advance(time, plan);
        return Optional.of(plan);
    }

    @Override
    public Rdd<ConsumerRecord<K, V>> rdd(DirectPlan plan) {
        return new KafkaRdd<>(site.context(), plan.ranges(), access);
    }

    @Override
    public void close() {
        access.close();
        if (cluster != null) {
            cluster.close();
        }
    }
}
