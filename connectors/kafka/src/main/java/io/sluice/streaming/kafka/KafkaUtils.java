package io.sluice.streaming.kafka;

import static java.util.Objects.requireNonNull;

import io.sluice.Rdd;
import io.sluice.SluiceConf;
import io.sluice.SluiceContext;
import io.sluice.StorageLevel;
import io.sluice.function.Function;
import io.sluice.streaming.DStream;
import io.sluice.streaming.InputDStream;
import io.sluice.streaming.OutputOperation;
import io.sluice.streaming.PairDStream;
import io.sluice.streaming.StreamingContext;
import io.sluice.streaming.StreamingSettings;
import io.sluice.streaming.kafka.direct.DirectRdds;
import io.sluice.streaming.kafka.receiver.KafkaReceiver;
import io.sluice.streaming.kafka.receiver.ReceiverParams;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Makes streams of topics. Spark's {@code KafkaUtils}. */
public final class KafkaUtils {
    private KafkaUtils() {}

    // ---- read directly

    /**
     * The records of topics, each RDD partition the new records of one topic partition in their order. What a batch reads is
     * fixed when it is due and stands in the checkpoint, so a batch that runs again reads the same records. Cast an RDD of
     * the stream to {@link HasOffsetRanges} to see the offsets, and the stream to {@link CanCommitOffsets}.
     */
    public static <K, V> InputDStream<ConsumerRecord<K, V>> createDirectStream(
            StreamingContext streaming, LocationStrategy locationStrategy, ConsumerStrategy<K, V> consumerStrategy) {
        PerPartitionConfig limits = new SettingsConfig(streaming.sluiceContext().getConf());
        return createDirectStream(streaming, locationStrategy, consumerStrategy, limits);
    }

    /**
     * Like {@link #createDirectStream(StreamingContext, LocationStrategy, ConsumerStrategy)}.
     *
     * @param perPartitionConfig limits for each topic partition, instead of those of the settings
     */
    public static <K, V> InputDStream<ConsumerRecord<K, V>> createDirectStream(
            StreamingContext streaming,
            LocationStrategy locationStrategy,
            ConsumerStrategy<K, V> consumerStrategy,
            PerPartitionConfig perPartitionConfig) {
        requireNonNull(locationStrategy, "locationStrategy");
        requireNonNull(consumerStrategy, "consumerStrategy");
        requireNonNull(perPartitionConfig, "perPartitionConfig");
        return new KafkaDStream<>(
                streaming, new StrategySubscription<>(consumerStrategy, locationStrategy), perPartitionConfig);
    }

    /**
     * The records of given ranges, a partition of the RDD for each; it implements {@link HasOffsetRanges}.
     *
     * @param kafkaParams of the consumers
     * @throws IllegalArgumentException if the strategy is {@code PreferBrokers}: nobody has asked the brokers where they are
     */
    public static <K, V> Rdd<ConsumerRecord<K, V>> createRDD(
            SluiceContext context,
            Map<String, Object> kafkaParams,
            OffsetRange[] offsetRanges,
            LocationStrategy locationStrategy) {
        if (locationStrategy instanceof LocationStrategy.PreferBrokers) {
            throw new IllegalArgumentException(
                    "PreferBrokers is for streams: name the hosts with PreferFixed, or use PreferConsistent");
        }
        return DirectRdds.of(context, kafkaParams, List.of(offsetRanges), locationStrategy);
    }

    // ---- written

    /**
     * Writes keys and values to a topic, each once: {@link KafkaSink#pairs} in {@code foreachBatch}. Give the output a name.
     *
     * @param producerParams as {@link KafkaSink#records} takes them
     */
    public static <K, V> OutputOperation saveToKafka(
            PairDStream<K, V> stream, Map<String, Object> producerParams, String topic) {
        return stream.foreachBatch(KafkaSink.pairs(producerParams, topic));
    }

    /**
     * Writes what {@code toRecord} makes of each record, once: {@link KafkaSink#records} in {@code foreachBatch}. Give the
     * output a name.
     *
     * @param producerParams as {@link KafkaSink#records} takes them
     */
    public static <T> OutputOperation saveToKafka(
            DStream<T> stream,
            Map<String, Object> producerParams,
            Function<? super T, ? extends ProducerRecord<?, ?>> toRecord) {
        return stream.foreachBatch(KafkaSink.records(producerParams, toRecord));
    }

    // ---- received by a consumer group

    /** {@link #createStream(StreamingContext, Map, Map, StorageLevel)} of texts, kept in Spark's default way. */
    public static PairDStream<String, String> createStream(
            StreamingContext streaming, String bootstrapServers, String groupId, Map<String, Integer> topics) {
        Map<String, Object> params = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.GROUP_ID_CONFIG,
                groupId,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
                StringDeserializer.class,
                ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
                StringDeserializer.class);
        return createStream(streaming, params, topics, StorageLevel.MEMORY_AND_DISK_SER_2);
    }

    /**
     * The keys and values of topics, which a receiver takes as a member of a consumer group; several such streams with the
     * same group share the topics, and can be put together by {@code union}. The group's offsets are committed when what was
     * received is stored: with {@code sluice.streaming.receiver.writeAheadLog.enable} each record is processed at least once,
     * without it what was received and not processed is lost when the program dies. A direct stream needs no log, and
     * gives exactly-once.
     *
     * <p>A record that no deserializer can read stops its partition, and is reported, unless {@code
     * sluice.streaming.kafka.onBadRecord} is {@code skip} or {@code deadLetter}. Dead letters are safe before the group's
     * offsets pass them; those of a poll that is received once more are written once more.
     *
     * @param kafkaParams of the consumers, with Kafka's names; at least {@code bootstrap.servers}, {@code group.id}, {@code
     *     key.deserializer} and {@code value.deserializer}. Records are gathered at the broker for a block interval or 64
     *     KiB, unless {@code fetch.max.wait.ms} and {@code fetch.min.bytes} say otherwise
     * @param topics how many threads read each topic
     * @param storageLevel how received blocks are kept; one process has one copy, in memory, whatever the level says
     * @param <K> what the key deserialiser makes; serializable if there is a write-ahead log
     * @param <V> what the value deserialiser makes, likewise
     * @throws io.sluice.error.StreamException {@code INVALID_SETTING} if no consumer can be made of the parameters
     */
    public static <K, V> PairDStream<K, V> createStream(
            StreamingContext streaming,
            Map<String, Object> kafkaParams,
            Map<String, Integer> topics,
            StorageLevel storageLevel) {
        SluiceConf conf = streaming.sluiceContext().getConf();
        ReceiverParams params = ReceiverParams.of(kafkaParams, conf.get(StreamingSettings.BLOCK_INTERVAL));
        KafkaReceiver<K, V> receiver =
                new KafkaReceiver<>(params, topics, storageLevel, KafkaSettings.badRecords(conf, params.consumer()));
        return PairDStream.fromDStream(streaming.receiverStream(receiver));
    }
}
