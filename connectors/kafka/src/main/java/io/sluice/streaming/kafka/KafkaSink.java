package io.sluice.streaming.kafka;

import static java.util.Objects.requireNonNull;

import io.sluice.RddLike;
import io.sluice.Tuple2;
import io.sluice.engine.JobInfo;
import io.sluice.function.Function;
import io.sluice.streaming.Batch;
import io.sluice.streaming.StreamingSettings;
import io.sluice.streaming.kafka.sink.Custody;
import io.sluice.streaming.kafka.sink.OutputWriter;
import io.sluice.streaming.kafka.sink.ProducerParams;
import io.sluice.streaming.kafka.sink.SinkErrors;
import io.sluice.streaming.kafka.sink.SinkSettings;
import io.sluice.streaming.kafka.sink.WriterHandle;
import io.sluice.streaming.sink.BatchSink;
import io.sluice.streaming.sink.SinkGuarantee;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Writes batches to topics so that each record counts once, however often a batch runs: every partition is one transaction,
 * and in it goes the batch's token, into a topic of its own, the ledger. A partition whose token is there is passed over.
 *
 * <pre>{@code
 * Map<String, Object> params = Map.of(
 *         "bootstrap.servers", "localhost:9092",
 *         "key.serializer", StringSerializer.class,
 *         "value.serializer", LongSerializer.class);
 * counts.foreachBatch(KafkaSink.pairs(params, "word-counts")).name("word-counts");
 * }</pre>
 *
 * <p>Consumers see each result once if they read with {@code isolation.level=read_committed}; others also see what was taken
 * back.
 *
 * <p>The ledger, {@code sluice-ledger} if not said, is a compacted topic with one partition. It is made at the first use, with
 * the brokers' default replication; where that is less than the results', or where topics must not be made by programs, make it
 * before. It knows a program by its application name and an output by its name: give the output one, or a change of the program
 * may rename it. Users with few rights need to write and read the ledger, and the transactional ids that begin with {@code
 * sluice/APPLICATION/}.
 *
 * <p>A second program of the same names, or the same one started again while it runs, takes over: the one before fails with
 * {@code KAFKA_FENCED}. A batch that was stored in part must come again in the same number of partitions, else it fails with
 * {@code OUTPUT_PARTITIONS_CHANGED}. Batches of the same output must not overlap ({@code sluice.streaming.concurrentJobs} is 1).
 * Their times must grow, also over restarts: a program with a checkpoint sees to that; one without is refused with {@code
 * OUTPUT_TIME_BEHIND} when the clock was set back.
 *
 * <p>Each partition of the stream has producers of its own, which stay from batch to batch; a stream with many partitions and
 * few records is better repartitioned before it is written. Of the producers' parameters, {@code retry.backoff.ms} is 2 if not
 * given. Leave {@code linger.ms} at the client's 5 or more: no batch waits for it, as the end of a batch sends what is left, and
 * the records of a small batch travel in one request.
 *
 * <p>Immutable; one may be given to several outputs.
 *
 * @param <T> the records
 */
public final class KafkaSink<T> implements BatchSink<RddLike<T, ?>> {
    private static final long serialVersionUID = 1;
    private static final String LEDGER = "sluice-ledger";

    private final SinkSettings<T> settings;
    private final String target;

    private KafkaSink(SinkSettings<T> settings, String target) {
        this.settings = settings;
        this.target = target;
    }

    /**
     * A record of Kafka's for each record: its topic, key and value, and also its partition, headers and timestamp if wanted.
     *
     * @param producerParams of Kafka's producers: {@code bootstrap.servers}, {@code key.serializer}, {@code value.serializer},
     *     and what else is needed; values that serialize
     * @param toRecord makes the record, in a task
     */
    public static <T> KafkaSink<T> records(
            Map<String, Object> producerParams, Function<? super T, ? extends ProducerRecord<?, ?>> toRecord) {
        return of(producerParams, toRecord, "topics");
    }

    /**
     * Keys and values, to one topic.
     *
     * @param producerParams as {@link #records} takes them
     */
    public static <K, V> KafkaSink<Tuple2<K, V>> pairs(Map<String, Object> producerParams, String topic) {
        requireNonNull(topic, "topic");
        return of(producerParams, pair -> new ProducerRecord<>(topic, pair._1(), pair._2()), "topic " + topic);
    }

    /**
     * Values without keys, to one topic.
     *
     * @param producerParams as {@link #records} takes them
     */
    public static <V> KafkaSink<V> values(Map<String, Object> producerParams, String topic) {
        requireNonNull(topic, "topic");
        return of(producerParams, value -> new ProducerRecord<>(topic, value), "topic " + topic);
    }

    private static <T> KafkaSink<T> of(
            Map<String, Object> params, Function<? super T, ? extends ProducerRecord<?, ?>> toRecord, String target) {
        ProducerParams.check(params);
        return new KafkaSink<>(new SinkSettings<>(params, toRecord, true, LEDGER), target);
    }

    /** Without transactions: quicker to be seen, needs no rights but that to write, and a batch that runs again writes again. */
    public KafkaSink<T> atLeastOnce() {
        return new KafkaSink<>(
                new SinkSettings<>(settings.params(), settings.toRecord(), false, settings.ledger()), target);
    }

    /** With another topic for the tokens than {@code sluice-ledger}, on the same brokers as the results. */
    public KafkaSink<T> ledger(String topic) {
        return new KafkaSink<>(
                new SinkSettings<>(
                        settings.params(), settings.toRecord(), settings.once(), requireNonNull(topic, "topic")),
                target);
    }

    @Override
    public SinkGuarantee guarantee() {
        return settings.once() ? SinkGuarantee.TRANSACTIONAL : SinkGuarantee.REPEATS;
    }

    @Override
    public String description() {
        return "Kafka, " + target;
    }

    /**
     * Writes a batch, or what of it is not written yet.
     *
     * @throws io.sluice.error.StreamException whose code begins with {@code KAFKA_} if that fails
     */
    @Override
    public void call(RddLike<T, ?> rdd, Batch batch) {
        long jobs = rdd.context().getConf().get(StreamingSettings.CONCURRENT_JOBS);
        if (settings.once() && jobs > 1) {
            throw SinkErrors.overlapping(batch, jobs);
        }
        WriterHandle<T> output = rdd.context()
                .keep(
                        new Output(this, batch.output()),
                        () -> new WriterHandle<>(settings, batch.application(), batch.output()));
        int partitions = rdd.getNumPartitions();
        boolean replays = rdd.context().getCheckpointDir().isPresent();
        OutputWriter<T> writer = output.home();
        if (writer.begin(batch, partitions, replays)) {
            Custody custody = writer.custody();
            rdd.context().setLocalProperty(JobInfo.TASKS_WAIT, "true"); // for the brokers
            try {
                writer.wrote(rdd.context()
                        .runJob(
                                rdd,
                                (task, records) ->
                                        output.writer().write(records.iterator(), batch, task, partitions, custody)));
            } finally {
                rdd.context().setLocalProperty(JobInfo.TASKS_WAIT, null);
            }
        }
    }

    /** What a context keeps a writer for. */
    private record Output(KafkaSink<?> sink, String name) {}
}
