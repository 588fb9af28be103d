package io.sluice.streaming.kafka.sink;

import io.sluice.error.StreamException;
import io.sluice.streaming.Batch;
import io.sluice.streaming.kafka.client.ClientErrors;
import io.sluice.time.StreamClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes one partition of an output, a transaction for each batch. Thread-safe.
 *
 * <p>Its producers take turns. After a commit the coordinator still writes markers, and a transaction of the same id that
 * begins meanwhile is put off by the broker, for longer than a short batch lasts (20 ms to 100 ms by default).
 *
 * <p>When a commit fails without saying what became of it, the producers are given up; new ones make sure that nothing of the
 * old ones can come any more, and then the ledger knows. Likewise at the start of a process.
 *
 * @param <T> the records of the stream
 */
final class PartitionWriter<T> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PartitionWriter.class);
    private static final Set<TransactionState> ENDED_BY_BROKER = Set.of(
            TransactionState.PREPARE_EPOCH_FENCE, TransactionState.PREPARE_ABORT, TransactionState.COMPLETE_ABORT);
    private static final int PRODUCERS = 2;
    private static final Duration GOODBYE = Duration.ofSeconds(1);

    private final SinkSettings<T> settings;
    private final Ledger ledger;
    private final int partition;
    private final String transactionalId;
    private final Duration timeout;
    private final StreamClock clock;
    private final boolean atHome;

    private volatile List<KafkaProducer<Object, Object>> producers = List.of(); // none when it must ask the ledger
    private int turn;
    private long stored = Long.MIN_VALUE;
    private boolean leftToOthers;
    private boolean thrownOut;
    private StreamException replaced; // null while no other program has taken over

    /** @param atHome whether it is in the program's process; elsewhere, whoever takes over may be of the same program */
    PartitionWriter(
            SinkSettings<T> settings,
            Ledger ledger,
            String prefix,
            int partition,
            Duration timeout,
            StreamClock clock,
            boolean atHome) {
        this.settings = settings;
        this.ledger = ledger;
        this.partition = partition;
        this.transactionalId = prefix + partition;
        this.timeout = timeout;
        this.clock = clock;
        this.atHome = atHome;
    }

    int partition() {
        return partition;
    }

    /** Makes sure that no process from before can commit anything of this partition. */
    synchronized void fence() {
        List<KafkaProducer<Object, Object>> made = new ArrayList<>();
        try {
            for (int i = 0; i < PRODUCERS; i++) {
                KafkaProducer<Object, Object> producer = new KafkaProducer<>(
                        ProducerParams.transactional(settings.params(), transactionalId + "/" + i),
                        BesideTokens.of(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, settings.params()),
                        BesideTokens.of(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, settings.params()));
                made.add(producer);
                producer.initTransactions();
            }
        } catch (KafkaException failed) {
            made.forEach(producer -> producer.close(Duration.ZERO));
            throw ClientErrors.of(
                    "Transactions of '%s' could not be begun".formatted(transactionalId), settings.params(), failed);
        }
        producers = List.copyOf(made);
    }

    synchronized boolean isFenced() {
        return !producers.isEmpty() || replaced != null || leftToOthers;
    }

    /** Tasks in other processes write the partition. */
    synchronized void leaveToOthers() {
        leftToOthers = true;
        giveUp();
    }

    /** Batches up to this one are in their topics. */
    synchronized void stored(long time) {
        stored = Math.max(stored, time);
    }

    /**
     * Writes the records and the token, unless they are there.
     *
     * @param wroteLast whether no other process of the program has written the partition since this one
     * @param ownedAt as {@link Custody} has it
     */
    synchronized void write(Iterator<T> records, Batch batch, Token token, boolean wroteLast, long ownedAt)
            throws Exception {
        if (replaced != null) {
            throw replaced;
        }
        if (!wroteLast || thrownOut) {
            giveUp();
            thrownOut = false;
        }
        if (producers.isEmpty()) {
            fence();
            ask(batch, token, ownedAt);
        }
        if (stored >= token.time()) {
            return;
        }
        KafkaProducer<Object, Object> producer = producers.get(turn);
        Sendings sendings = new Sendings(token, settings.params());
        long began = clock.nanoTime();
        boolean sent = false;
        try {
            producer.beginTransaction();
            while (records.hasNext()) {
                sendings.send(producer, record(records.next()));
            }
            sendings.send(producer, ledger.record(token));
            sent = true;
        } catch (KafkaException thrown) {
            throw failed(token, began, sendings, thrown);
        } finally {
            if (!sent) {
                abort(producer);
            }
        }
        try {
            producer.commitTransaction();
        } catch (KafkaException thrown) {
            StreamException failure = failed(token, began, sendings, thrown);
            if (!sendings.allGood()) { // then nothing was committed
                abort(producer);
                throw failure;
            }
            if (thrownOut) { // by a task that finds out what became of it
                throw failure;
            }
            settle(batch, token, ownedAt, failure);
        }
        stored = token.time();
        turn = (turn + 1) % PRODUCERS;
    }

    @SuppressWarnings("unchecked") // a producer takes what its serializers take
    private ProducerRecord<Object, Object> record(T record) throws Exception {
        return (ProducerRecord<Object, Object>) settings.toRecord().call(record);
    }

    private void ask(Batch batch, Token token, long ownedAt) {
        if (ledger.isOwnedSince(batch, ownedAt)) {
            giveUp();
            replaced = SinkErrors.replaced(token, null);
            throw replaced;
        }
        Token found = ledger.since(batch).get(token.partition());
        if (found != null) {
            stored(found.time());
        }
    }

    // ---- failures

    private StreamException failed(Token token, long began, Sendings sendings, KafkaException thrown) {
        Exception cause = sendings.cause(thrown);
        if (!isFencing(cause)) {
            return sendings.failure("committed", thrown);
        }
        Duration elapsed = Duration.ofNanos(clock.nanoTime() - began);
        if (elapsed.compareTo(timeout) >= 0 && !isTakenOver()) { // a broker that gave up tells it in the same way
            return SinkErrors.timedOut(token, elapsed, timeout, cause);
        }
        StreamException taken = SinkErrors.replaced(token, cause);
        if (atHome) {
            replaced = taken;
        } else {
            thrownOut = true; // perhaps by another task of the program: the next one here finds out
        }
        return taken;
    }

    /** Whether another process has begun with the id since: a transaction that the broker gave up stays aborted until then. */
    private boolean isTakenOver() {
        String id = transactionalId + "/" + turn;
        try (Admin admin = Admin.create(ProducerParams.quickAdmin(settings.params()))) {
            TransactionState state = admin.describeTransactions(List.of(id))
                    .description(id)
                    .get()
                    .state();
            return !ENDED_BY_BROKER.contains(state);
        } catch (KafkaException | ExecutionException unknown) {
            LOG.debug("Whether another process uses {} could not be asked", id, unknown);
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static boolean isFencing(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProducerFencedException
                    || cause instanceof InvalidProducerEpochException
                    || cause instanceof FencedInstanceIdException) {
                return true;
            }
        }
        return false;
    }

    /** Finds out what became of a commit that failed; returns if it is there after all. */
    private void settle(Batch batch, Token token, long ownedAt, StreamException failure) {
        giveUp();
        if (replaced != null) {
            throw failure;
        }
        try {
            fence();
            ask(batch, token, ownedAt);
        } catch (StreamException away) {
            giveUp();
            failure.addSuppressed(away);
            throw failure;
        }
        if (stored < token.time()) {
            throw failure;
        }
        LOG.info("{} is there, although its commit failed: {}", SinkErrors.words(token), failure.getMessage());
    }

    private void abort(KafkaProducer<Object, Object> producer) {
        try {
            producer.abortTransaction();
        } catch (KafkaException failed) {
            LOG.debug("A transaction of {} could not be aborted: the next producer does it", transactionalId, failed);
            giveUp();
        }
    }

    private void giveUp() {
        producers.forEach(producer -> producer.close(Duration.ZERO));
        producers = List.of();
    }

    /** Not synchronized: whoever waits for a commit meanwhile is told. */
    @Override
    public void close() {
        producers.forEach(producer -> producer.close(GOODBYE));
    }
}
