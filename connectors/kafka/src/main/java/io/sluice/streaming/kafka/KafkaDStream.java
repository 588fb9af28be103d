package io.sluice.streaming.kafka;

import io.sluice.streaming.SourceDStream;
import io.sluice.streaming.StreamingContext;
import io.sluice.streaming.kafka.direct.DirectSource;
import io.sluice.streaming.source.SourceContext;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;

/** The stream of topics. */
final class KafkaDStream<K, V> extends SourceDStream<ConsumerRecord<K, V>> implements CanCommitOffsets {
    private final DirectSource<K, V> source;

    KafkaDStream(StreamingContext streaming, StrategySubscription<K, V> subscription, PerPartitionConfig limits) {
        this(streaming, new Making<>(subscription, limits));
    }

    private KafkaDStream(StreamingContext streaming, Making<K, V> making) {
        super(streaming, making::make);
        this.source = making.made;
    }

    /** Keeps the source that it made, which the stream needs too. */
    private static final class Making<K, V> {
        private final StrategySubscription<K, V> subscription;
        private final PerPartitionConfig limits;
        private DirectSource<K, V> made;

        Making(StrategySubscription<K, V> subscription, PerPartitionConfig limits) {
            this.subscription = subscription;
            this.limits = limits;
        }

        DirectSource<K, V> make(SourceContext site) {
            made = new DirectSource<>(subscription, limits, site);
            return made;
        }
    }

    @Override
    public void commitAsync(OffsetRange[] offsetRanges) {
        source.commit(offsetRanges, null);
    }

    @Override
    public void commitAsync(OffsetRange[] offsetRanges, OffsetCommitCallback callback) {
        source.commit(offsetRanges, callback);
    }
}
