package io.sluice.streaming.kafka.sink;

import io.sluice.TaskContext;
import io.sluice.streaming.Batch;
import io.sluice.time.StreamClock;
import io.sluice.time.SystemClock;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes each record once, however often its batch runs: every partition of a batch is one transaction, and in it is the token
 * that says so. Its ids are {@code sluice/APPLICATION/OUTPUT/PARTITION/n}.
 */
final class TransactionalWriter<T> implements OutputWriter<T> {
    private static final Logger LOG = LoggerFactory.getLogger(TransactionalWriter.class);
    private static final int CLIENTS_DEFAULT_TIMEOUT = 60_000;
    private static final Duration MORE_PATIENCE = Duration.ofSeconds(30);

    private final SinkSettings<T> settings;
    private final String prefix;
    private final Duration timeout;
    private final Ledger ledger;
    private final StreamClock clock = new SystemClock();
    private final Map<Integer, PartitionWriter<T>> writers = new ConcurrentHashMap<>();
    private final UUID id = UUID.randomUUID();
    private final Map<Integer, UUID> holders = new ConcurrentHashMap<>();
    private Long ownedAt; // null before the first batch, and always where only tasks are
    private Token newest; // of those that were there when this process began; null if there was none

    TransactionalWriter(SinkSettings<T> settings, String application, String output) {
        this.settings = settings;
        this.prefix = "sluice/%s/%s/".formatted(application, output);
        Object given =
                settings.params().getOrDefault(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, CLIENTS_DEFAULT_TIMEOUT);
        this.timeout = Duration.ofMillis(Long.parseLong(given.toString().trim()));
        this.ledger = new Ledger(settings.ledger(), settings.params(), timeout.plus(MORE_PATIENCE), clock);
    }

    @Override
    public boolean begin(Batch batch, int partitions, boolean replays) {
        if (ownedAt == null) { // first of all: whoever fences after us finds it
            ownedAt = ledger.own(batch);
        }
        List<PartitionWriter<T>> unknown = IntStream.range(0, partitions)
                .mapToObj(this::writer)
                .filter(writer -> !writer.isFenced())
                .toList();
        if (unknown.isEmpty()) {
            return isWanted(batch, partitions, replays);
        }
        // all of them first: one that hangs would keep the others' tokens from being read
        unknown.parallelStream().forEach(PartitionWriter::fence);
        unknown.forEach(writer -> holders.put(writer.partition(), id));
        for (Token token : ledger.since(batch).values()) {
            writer(token.partition()).stored(token.time());
            newest = newest == null || token.time() > newest.time() ? token : newest;
        }
        return isWanted(batch, partitions, replays);
    }

    /** Held against what an earlier process left. */
    private boolean isWanted(Batch batch, int partitions, boolean replays) {
        long time = batch.time().milliseconds();
        if (newest == null || newest.time() < time) {
            return true;
        }
        if (newest.time() == time) {
            if (newest.partitions() != partitions) {
                throw SinkErrors.otherPartitions(batch, newest.partitions(), partitions);
            }
            return true;
        }
        if (!replays) {
            throw SinkErrors.timeBehind(batch, settings.ledger(), newest.time());
        }
        LOG.info("Output {} has batch {} already: it is passed over", batch.output(), batch.time());
        return false; // a later batch begins when all of this one is stored
    }

    private PartitionWriter<T> writer(int partition) {
        return writers.computeIfAbsent(
                partition,
                number -> new PartitionWriter<>(settings, ledger, prefix, number, timeout, clock, ownedAt != null));
    }

    @Override
    public Custody custody() {
        return new Custody(ownedAt, holders);
    }

    @Override
    public Optional<UUID> write(Iterator<T> records, Batch batch, TaskContext task, int partitions, Custody custody)
            throws Exception {
        if (!records.hasNext()) { // there is nothing to store, and nothing that could be stored twice
            return Optional.empty();
        }
        int partition = task.partitionId();
        // another attempt, perhaps one that runs beside this one, may have taken the partition over from here
        boolean isFirst = task.attemptNumber() == 0;
        Token token = Token.of(batch, partition, partitions);
        writer(partition).write(records, batch, token, isFirst && custody.isWith(id, partition), custody.ownedAt());
        return Optional.of(id);
    }

    @Override
    public void wrote(List<Optional<UUID>> byPartition) {
        for (int partition = 0; partition < byPartition.size(); partition++) {
            UUID writer = byPartition.get(partition).orElse(id);
            if (!writer.equals(id)) {
                holders.put(partition, writer);
                writer(partition).leaveToOthers();
            }
        }
    }

    @Override
    public void close() {
        writers.values().parallelStream().forEach(PartitionWriter::close);
    }
}
