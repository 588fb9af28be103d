package io.sluice.streaming.kafka.direct;

import io.sluice.Rdd;
import io.sluice.streaming.Time;
import io.sluice.streaming.kafka.OffsetRange;
import io.sluice.streaming.kafka.PerPartitionConfig;
import io.sluice.streaming.rate.RateTarget;
import io.sluice.streaming.source.PlanCodec;
import io.sluice.streaming.source.SourceCheckpoint;
import io.sluice.streaming.source.SourceContext;
import io.sluice.streaming.source.StreamSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.common.TopicPartition;

/**
 * Topics, read without a receiver: a plan is a range of offsets for each topic partition, fixed when the batch is due, and
 * tasks read the ranges. So the batch log has all that a replay needs, and the same ranges give the same records.
 *
 * <p>Where the stream stands is in the checkpoint. A consumer group, if there is one, is told after each committed batch, for
 * tools to see, and not asked.
 */
public final class DirectSource<K, V> implements StreamSource<ConsumerRecord<K, V>, DirectPlan> {
    private final Subscription<K, V> subscription;
    private final SourceContext site;
    private final DirectSettings settings;
    private final Tally tally;
    private final RecordAccess<K, V> access;
    private final RateShare rates;
    private final Positions positions = new Positions();
    private final CommittedBatches batches;
    private boolean resumed;
    private volatile boolean behind;
    private Cluster<K, V> cluster; // null until the start
    private KnownTopics<K, V> topics; // likewise
    private DirectStreamBean bean; // likewise

    public DirectSource(Subscription<K, V> subscription, PerPartitionConfig limits, SourceContext site) {
        this.subscription = subscription;
        this.site = site;
        this.settings = DirectSettings.of(site.context().getConf());
        this.tally = new Tally(site.context(), site.reports(name()));
        this.access = new RecordAccess<>(
                subscription.params(),
                ReadSettings.of(site.context().getConf(), subscription.params()),
                tally,
                settings.keptReaders());
        this.rates = new RateShare(limits, site.batchInterval());
        this.batches = new CommittedBatches(subscription.params(), settings.commitToGroup());
    }

    @Override
    public String name() {
        return "kafka " + subscription.topics().words();
    }

    @Override
    public Optional<PlanCodec<DirectPlan>> planCodec() {
        return Optional.of(new DirectPlanCodec());
    }

    @Override
    public Optional<RateTarget> rateTarget() {
        return Optional.of(rates);
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
        checkpoint.plans().forEach(batches::planned);
    }

    @Override
    public byte[] memory() {
        return positions.write();
    }

    @Override
    public void start() {
        cluster = new Cluster<>(subscription, Map.copyOf(positions.offsets()), settings.patience());
        String mark = "sluice application '%s', run %s".formatted(site.context().appName(), UUID.randomUUID());
        batches.commitTo(cluster.commits(tally, mark, new Every(settings.discoveryInterval(), site.clock())::isDue));
        topics = new KnownTopics<>(subscription, cluster, positions, tally, settings, site.clock());
        topics.begin(!resumed);
        bean = new DirectStreamBean(site.context().appName(), site.streamId());
    }

    @Override
    public Optional<DirectPlan> plan(Time time) {
        batches.atPlan();
        topics.lookAround();
        access.lookAhead(); // fetches what is new while brokers say how far it goes
        Map<TopicPartition, Long> ends = topics.ends();
        Map<TopicPartition, Long> until = rates.until(positions.offsets(), ends);
        List<OffsetRange> ranges = new ArrayList<>(until.size());
        positions
                .offsets()
                .forEach((partition, from) -> ranges.add(OffsetRange.create(partition, from, until.get(partition))));
        DirectPlan plan = new DirectPlan(ranges, positions.topicIds(), ends, tally.lost(), tally.bad());
        behind = plan.lag() > 0;
        bean.planned(plan);
        positions.advance(time, plan);
        batches.planned(time, plan);
        return Optional.of(plan);
    }

    /** Whether the last plan left records to later ones; what was written since is not known. */
    @Override
    public boolean hasUnplanned() {
        return behind;
    }

    @Override
    public Rdd<ConsumerRecord<K, V>> rdd(DirectPlan plan) {
        Map<TopicPartition, List<String>> locations = Locations.of(
                plan.ranges(),
                subscription.location(),
                topics == null ? Map.of() : topics.hosts(),
                site.context().engine().places());
        return new KafkaRdd<>(site.context(), plan.ranges(), access, locations);
    }

    /** Commits the ends of ranges to the consumer group, soon; the callback may be null. */
    public void commit(OffsetRange[] ranges, OffsetCommitCallback callback) {
        batches.commit(List.of(ranges), callback);
    }

    @Override
    public void batchCommitted(Time time) {
        batches.committed(time);
    }

    @Override
    public void batchDone(Time time) {
        batches.done(time);
    }

    @Override
    public void close() {
        if (bean != null) {
            bean.close();
        }
        access.close();
        batches.close();
        if (cluster != null) {
            cluster.close();
        }
    }
}
