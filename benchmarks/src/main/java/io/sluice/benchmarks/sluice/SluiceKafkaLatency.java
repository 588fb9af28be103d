package io.sluice.benchmarks.sluice;

import io.sluice.SluiceConf;
import io.sluice.Tuple2;
import io.sluice.benchmarks.program.Arrivals;
import io.sluice.streaming.State;
import io.sluice.streaming.StateSpec;
import io.sluice.streaming.StreamingContext;
import io.sluice.streaming.kafka.ConsumerStrategies;
import io.sluice.streaming.kafka.KafkaSink;
import io.sluice.streaming.kafka.KafkaUtils;
import io.sluice.streaming.kafka.LocationStrategies;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.serialization.IntegerDeserializer;
import org.apache.kafka.common.serialization.IntegerSerializer;
import org.apache.kafka.common.serialization.LongDeserializer;
import org.apache.kafka.common.serialization.LongSerializer;

/**
 * From topic to topic, exactly once: {@code mapWithState} over 1,000 keys; arguments: port, interval in ms, records a second,
 * seconds to warm up, seconds to measure, partitions.
 */
public final class SluiceKafkaLatency {
    private SluiceKafkaLatency() {}

    public static void main(String[] args) throws Exception {
        String brokers = "localhost:" + args[0];
        int perSecond = Integer.parseInt(args[2]);
        int warmUp = perSecond * Integer.parseInt(args[3]);
        int measured = perSecond * Integer.parseInt(args[4]);
        int partitions = Integer.parseInt(args[5]);
        Arrivals.makeTopics(brokers, partitions);
        Arrivals arrivals = new Arrivals(brokers, perSecond, warmUp, measured);
        // when a batch takes longer than the interval, the next one is to have all that came meanwhile, not one of a
        // queue
        SluiceConf conf = SluiceSettings.named("kafka latency").set("sluice.streaming.maxQueuedBatches", "1");
        try (StreamingContext context = new StreamingContext(conf, Duration.ofMillis(Long.parseLong(args[1])))) {
            context.checkpoint(Files.createTempDirectory("checkpoint").toString());
            Map<String, Object> consumer = Map.of(
                    "bootstrap.servers",
                    brokers,
                    "auto.offset.reset",
                    "earliest",
                    "key.deserializer",
                    IntegerDeserializer.class,
                    "value.deserializer",
                    LongDeserializer.class);
            Map<String, Object> producer = Map.of(
                    "bootstrap.servers", brokers,
                    "key.serializer", IntegerSerializer.class,
                    "value.serializer", LongSerializer.class);
            KafkaUtils.createDirectStream(
                            context,
                            LocationStrategies.PreferConsistent(),
                            ConsumerStrategies.<Integer, Long>Subscribe(List.of(Arrivals.TO), consumer))
                    .mapToPair(record -> new Tuple2<>(record.key(), record.value()))
                    .mapWithState(StateSpec.function(SluiceKafkaLatency::count).numPartitions(partitions))
                    .foreachBatch(KafkaSink.pairs(producer, Arrivals.FROM))
                    .name("out");
            context.start();
            arrivals.sendAndAwait();
        }
        arrivals.print();
    }

    private static Tuple2<Integer, Long> count(Integer key, Optional<Long> sent, State<Long> state) {
        state.update((state.exists() ? state.get() : 0L) + 1);
        return new Tuple2<>(key, sent.orElseThrow());
    }
}
