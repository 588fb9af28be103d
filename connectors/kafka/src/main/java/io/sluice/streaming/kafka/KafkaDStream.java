package io.sluice.streaming.kafka;

import io.sluice.streaming.SourceDStream;
import io.sluice.streaming.StreamingContext;
import io.sluice.streaming.kafka.direct.DirectSource;
import io.sluice.streaming.kafka.direct.Subscription;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The stream of topics. */
final class KafkaDStream<K, V> extends SourceDStream<ConsumerRecord<K, V>> {
    KafkaDStream(StreamingContext streaming, Subscription<K, V> subscription) {
        super(streaming, site -> new DirectSource<>(subscription, site));
    }
}
