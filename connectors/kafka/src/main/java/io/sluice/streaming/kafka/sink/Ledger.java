package io.sluice.streaming.kafka.sink;

import io.sluice.error.StreamException;
import io.sluice.streaming.Batch;
import io.sluice.streaming.kafka.client.ClientErrors;
import io.sluice.time.StreamClock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The topic that says which batches are in their topics: a {@link Token} for each partition of a batch, written in the
 * transaction of its records, so that either both are there or neither. Immutable.
 *
 * <p>It is compacted, so that the last token of each partition of each output stays, however long a program rests; and the
 * timestamp of a token is the time of its batch, so that Kafka's index by time finds what a batch that comes again asks for
 * without reading the rest. It has one partition, or more of which the first is used; programs may share it.
 */
final class Ledger {
    private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);
    private static final short BROKERS_REPLICATION = -1;
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    private static final Map<String, String> CONFIGS = Map.of(
            TopicConfig.CLEANUP_POLICY_CONFIG,
            TopicConfig.CLEANUP_POLICY_COMPACT,
            TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
            "CreateTime",
            TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG, // a program's clock may be ahead of the broker's
            Long.toString(Long.MAX_VALUE),
            TopicConfig.SEGMENT_BYTES_CONFIG, // only whole segments are compacted
            Integer.toString(16 << 20));

    private final Map<String, Object> params;
    private final TopicPartition place;
    private final Duration patience;
    private final StreamClock clock;

    /** @param patience how long a transaction of another program may keep tokens from being read */
    Ledger(String topic, Map<String, Object> params, Duration patience, StreamClock clock) {
        this.params = params;
        this.place = new TopicPartition(topic, 0);
        this.patience = patience;
        this.clock = clock;
    }

    /** What a transaction writes besides its records. */
    ProducerRecord<Object, Object> record(Token token) {
        return new ProducerRecord<>(
                place.topic(), place.partition(), token.time(), (BesideTokens.Raw) token::key, (BesideTokens.Raw)
                        token::value);
    }

    /**
     * Writes that a program has an output from now on, whoever had it before.
     *
     * @return the offset of that record
     */
    long own(Batch batch) {
        try (Admin admin = Admin.create(ProducerParams.admin(params));
                KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                        ProducerParams.plain(params), new ByteArraySerializer(), new ByteArraySerializer())) {
            require(admin);
            Token owner = Token.ofOwner(batch);
            return producer.send(new ProducerRecord<>(
                            place.topic(), place.partition(), owner.time(), owner.key(), owner.value()))
                    .get()
                    .offset();
        } catch (InterruptedException interrupted) {
            throw interrupted(batch, interrupted);
        } catch (KafkaException | ExecutionException failed) {
            throw failed(batch, failed);
        }
    }

    /**
     * Whether another program has had the output since. To be asked when no producer from before can commit any more: one that
     * begins later fences, and then finds in its turn who has the output.
     */
    boolean isOwnedSince(Batch batch, long ownedAt) {
        boolean[] found = {false};
        try (Admin admin = Admin.create(ProducerParams.admin(params))) {
            scan(
                    "read_uncommitted",
                    ownedAt + 1,
                    offset(admin, OffsetSpec.latest()),
                    record -> found[0] |= Token.read(record.key(), record.value())
                            .filter(token -> token.isOf(batch) && token.isOwner())
                            .isPresent());
            return found[0];
        } catch (InterruptedException interrupted) {
            throw interrupted(batch, interrupted);
        } catch (KafkaException | ExecutionException failed) {
            throw failed(batch, failed);
        }
    }

    /**
     * The committed tokens of an output for this batch or a later one, by partition. To be asked when no producer from before
     * can commit any more.
     */
    Map<Integer, Token> since(Batch batch) {
        try (Admin admin = Admin.create(ProducerParams.admin(params))) {
            require(admin);
            long from = offset(admin, OffsetSpec.forTimestamp(batch.time().milliseconds()));
            return from < 0 ? Map.of() : committed(batch, from, offset(admin, OffsetSpec.latest()));
        } catch (InterruptedException interrupted) {
            throw interrupted(batch, interrupted);
        } catch (KafkaException | ExecutionException failed) {
            throw failed(batch, failed);
        }
    }

    private static StreamException interrupted(Batch batch, InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        return SinkErrors.interrupted(batch, interrupted);
    }

    private StreamException failed(Batch batch, Exception failed) {
        return ClientErrors.of(
                "Batch %d ms of output '%s' could not use its tokens in topic '%s'"
                        .formatted(batch.time().milliseconds(), batch.output(), place.topic()),
                params,
                failed);
    }

    /** What was committed is readable up to the first transaction that is open; so it is asked only as far as is needed. */
    private Map<Integer, Token> committed(Batch batch, long from, long until) {
        long[] last = {-1};
        scan("read_uncommitted", from, until, record -> {
            if (token(record, batch).isPresent()) {
                last[0] = record.offset();
            }
        });
        Map<Integer, Token> tokens = new HashMap<>();
        if (last[0] >= 0) {
            scan(
                    "read_committed",
                    from,
                    last[0] + 1,
                    record -> token(record, batch)
                            .ifPresent(token -> tokens.merge(
                                    token.partition(),
                                    token,
                                    (one, other) -> one.time() > other.time() ? one : other)));
        }
        return tokens;
    }

    private static Optional<Token> token(ConsumerRecord<byte[], byte[]> record, Batch batch) {
        return Token.read(record.key(), record.value())
                .filter(token -> token.isOf(batch)
                        && !token.isOwner()
                        && token.time() >= batch.time().milliseconds());
    }

    private void scan(String isolation, long from, long until, Consumer<ConsumerRecord<byte[], byte[]>> each) {
        Map<String, Object> consumerParams = ProducerParams.reader(params);
        consumerParams.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(consumerParams, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(place));
            consumer.seek(place, from);
            for (long polls = patience.dividedBy(POLL); consumer.position(place) < until; polls--) {
                if (polls == 0) {
                    throw SinkErrors.ledgerHeldUp(place.topic(), consumer.position(place), until);
                }
                consumer.poll(POLL).forEach(each);
            }
        }
    }

    private long offset(Admin admin, OffsetSpec spec) throws ExecutionException, InterruptedException {
        return admin.listOffsets(Map.of(place, spec))
                .partitionResult(place)
                .get()
                .offset();
    }

    // ---- the topic itself

    private void require(Admin admin) throws ExecutionException, InterruptedException {
        if (!exists(admin)) {
            create(admin);
        }
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, place.topic());
        try {
            check(admin.describeConfigs(List.of(resource))
                    .values()
                    .get(resource)
                    .get());
        } catch (ExecutionException failed) {
            if (!(failed.getCause() instanceof AuthorizationException)) {
                throw failed;
            }
            LOG.warn("Whether topic '{}' is compacted may not be asked: {}", place.topic(), failed.getMessage());
        }
    }

    private boolean exists(Admin admin) throws ExecutionException, InterruptedException {
        try {
            admin.describeTopics(List.of(place.topic())).allTopicNames().get();
            return true;
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof UnknownTopicOrPartitionException) {
                return false;
            }
            throw failed;
        }
    }

    private void create(Admin admin) throws ExecutionException, InterruptedException {
        try {
            admin.createTopics(List.of(new NewTopic(place.topic(), 1, BROKERS_REPLICATION).configs(CONFIGS)))
                    .all()
                    .get();
            LOG.info("Made topic '{}' for the tokens of outputs", place.topic());
        } catch (ExecutionException failed) {
            if (!(failed.getCause() instanceof TopicExistsException)) {
                throw failed;
            }
        }
        // the controller has made it, and brokers hear of it a little later
        for (long looks = patience.dividedBy(BETWEEN_LOOKS); looks > 0 && !exists(admin); looks--) {
            clock.awaitUntil(clock.now().plus(BETWEEN_LOOKS));
        }
    }

    /** @throws StreamException {@code KAFKA_LEDGER_UNSAFE} if the topic would forget tokens */
    private void check(Config config) {
        for (String name : List.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG)) {
            String is = config.get(name).value();
            String wanted = CONFIGS.get(name);
            if (!is.equals(wanted)) {
                throw SinkErrors.ledgerUnsafe(place.topic(), name, is, wanted);
            }
        }
    }
}
