package io.sluice.embedded;

import io.sluice.AccumulatorV2;
import io.sluice.Broadcast;
import io.sluice.StorageLevel;
import io.sluice.TaskContext;
import io.sluice.embedded.block.BlockStore;
import io.sluice.embedded.memory.MemoryBudget;
import io.sluice.embedded.shuffle.ShuffleResources;
import io.sluice.embedded.shuffle.SpillFiles;
import io.sluice.engine.Engine;
import io.sluice.engine.Job;
import io.sluice.engine.JobInfo;
import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;
import io.sluice.lineage.Lineage;
import io.sluice.lineage.Shuffle;
import io.sluice.lineage.StateUpdate;
import io.sluice.lineage.Stored;
import io.sluice.serializer.RecordCodecs;
import io.sluice.state.StateId;
import io.sluice.storage.DirectorySave;
import io.sluice.storage.log.LogStorages;
import io.sluice.time.StreamClock;
import io.sluice.time.SystemClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs jobs in this process: small ones on the thread that asks, others on worker threads. Thread-safe. */
final class EmbeddedEngine implements Engine {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedEngine.class);

    private final EmbeddedSettings settings;
    private final StreamClock clock = new SystemClock();
    private final Workers workers;
    private final MemoryBudget budget;
    private final SpillFiles spills;
    private final RecordCodecs codecs;
    private final UUID id = UUID.randomUUID();
    private final Map<String, Path> files = new ConcurrentHashMap<>();
    private final Set<Path> checkpointDirs = ConcurrentHashMap.newKeySet();
    private final KeptNodes kept;
    private final Shuffles shuffles;
    private final LiveStates states = new LiveStates(new io.sluice.state.memory.LiveStates());
    private final Checkpoints checkpoints = new Checkpoints(this);
    private volatile boolean ownAccumulators;
    private final Set<Cancellation> running = ConcurrentHashMap.newKeySet();

    private final AtomicBoolean toldOfReplication = new AtomicBoolean();

    EmbeddedEngine(EmbeddedSettings settings) {
        this.settings = settings;
        this.workers = new Workers(settings.threads());
        this.spills = new SpillFiles(settings.localDir());
        this.budget = new MemoryBudget(settings.memoryBytes());
        ClassLoader loader = EmbeddedEngine.class.getClassLoader();
        this.codecs = settings.kryo() ? RecordCodecs.kryo(loader) : RecordCodecs.java(loader);
        this.shuffles = new Shuffles(new ShuffleResources(budget, spills, codecs, settings.copyShuffled()));
        long protectedBytes = (long) (settings.memoryBytes() * settings.storageFraction());
        this.kept = new KeptNodes(new BlockStore(budget, spills, codecs, settings.copyShuffled(), protectedBytes));
    }

    @Override
    public <T, R> List<R> run(Job<T, R> job) {
        if (TaskContext.get() != null) {
            throw new StreamException(
                    ErrorCode.JOB_IN_TASK,
                    "%s was called inside a task.".formatted(job.info().site()),
                    "Run jobs from the program, not from functions given to transformations: join the datasets, or"
                            + " broadcast the smaller one.");
        }
        kept.forgetGarbage();
        Cancellation cancellation = new Cancellation(job.info());
        running.add(cancellation);
        try {
            List<R> results = new JobRun(this, cancellation).run(job);
            checkpoints.storeMarked(job.lineage(), cancellation);
            return results;
        } finally {
            running.remove(cancellation);
        }
    }

    <T> TaskCopies<T> copiesOf(T work) {
        return settings.serializeTasks() || ownAccumulators ? new SerializedCopies<>(work) : task -> work;
    }

    EmbeddedSettings settings() {
        return settings;
    }

    Workers workers() {
        return workers;
    }

    StreamClock clock() {
        return clock;
    }

    KeptNodes kept() {
        return kept;
    }

    Shuffles shuffles() {
        return shuffles;
    }

    /** Where a file that was added is. */
    String file(String name) {
        Path file = files.get(name);
        if (file == null) {
            throw new IllegalArgumentException("no file named %s was added, but %s".formatted(name, files.keySet()));
        }
        return file.toString();
    }

    @Override
    public void addFile(Path file) {
        files.put(file.getFileName().toString(), file);
    }

    LiveStates states() {
        return states;
    }

    @Override
    public int defaultParallelism() {
        return settings.defaultParallelism();
    }

    @Override
    public void persist(Lineage<?> node, StorageLevel level) {
        if (level.replication() > 1 && !toldOfReplication.getAndSet(true)) {
            LOG.info(
                    "Persisted partitions have one copy: this engine has one process, so {} means nothing more", level);
        }
        kept.keep(node).persist(level);
    }

    @Override
    public void unpersist(Lineage<?> node) {
        kept.unpersist(node);
    }

    @Override
    public void forgetResults(Lineage<?> node) {
        if (node instanceof Shuffle<?, ?, ?> shuffle) {
            shuffles.forget(shuffle);
        } else if (node instanceof StateUpdate<?, ?, ?, ?> update) {
            update.results().set(null);
        }
    }

    @Override
    public int persistedPartitions(Lineage<?> node) {
        KeptNode known = kept.find(node);
        return known == null ? 0 : known.blockCount();
    }

    @Override
    public void checkpoint(Stored<?> node, String directory) {
        Path local = LogStorages.requireLocal(directory, "this engine checkpoints RDDs");
        Path own = local.resolve("sluice-" + id); // programs that share a directory must not share files
        checkpointDirs.add(own);
        mark(node, Optional.of(own.resolve("rdd-" + node.id())));
    }

    @Override
    public void localCheckpoint(Stored<?> node) {
        mark(node, Optional.empty());
    }

    private <T> void mark(Stored<T> node, Optional<Path> directory) {
        kept.mark(node, new Checkpoint<>(node, directory.map(path -> new CheckpointFiles<>(path, codecs))));
    }

    @Override
    public boolean isCheckpointed(Lineage<?> node) {
        return checkpointOf(node).filter(Checkpoint::isStored).isPresent();
    }

    @Override
    public Optional<String> checkpointFile(Lineage<?> node) {
        return checkpointOf(node).flatMap(Checkpoint::directory).map(Path::toString);
    }

    private Optional<Checkpoint<?>> checkpointOf(Lineage<?> node) {
        return Optional.ofNullable(kept.find(node)).map(KeptNode::checkpoint);
    }

    @Override
    public <T> Broadcast<T> broadcast(long id, T value) {
        return new LocalBroadcast<>(id, value);
    }

    @Override
    public void ownAccumulator(AccumulatorV2<?, ?> accumulator) {
        ownAccumulators = true;
    }

    @Override
    public long[] stateVersions(StateId state, int partitions) {
        return states.durable(state, partitions);
    }

    @Override
    public void closeState(String checkpoint) {
        states.close(checkpoint);
    }

    @Override
    public void cancel(Predicate<JobInfo> which, String reason, boolean interrupt) {
        running.stream().filter(job -> which.test(job.job())).forEach(job -> job.cancel(reason, interrupt));
    }

    @Override
    public Runnable atShutdown(Runnable work, Duration limit) {
        return ShutdownHook.add(work);
    }

    @Override
    public List<JobInfo> running() {
        return running.stream().map(Cancellation::job).toList();
    }

    @Override
    public void close() {
        cancel(job -> true, "the context was stopped", false);
        workers.close();
        states.close();
        shuffles.close();
        kept.close();
        checkpointDirs.forEach(DirectorySave::remove);
        spills.close();
    }
}
