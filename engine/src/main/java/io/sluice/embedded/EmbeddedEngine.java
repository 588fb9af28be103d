package io.sluice.embedded;

import io.sluice.Broadcast;
import io.sluice.StorageLevel;
import io.sluice.TaskContext;
import io.sluice.embedded.memory.MemoryBudget;
import io.sluice.embedded.shuffle.ShuffleResources;
import io.sluice.embedded.shuffle.SpillFiles;
import io.sluice.engine.Engine;
import io.sluice.engine.Job;
import io.sluice.engine.JobInfo;
import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;
import io.sluice.lineage.Lineage;
import io.sluice.serializer.RecordCodecs;
import io.sluice.time.StreamClock;
import io.sluice.time.SystemClock;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** Runs jobs in this process: small ones on the thread that asks, others on worker threads. Thread-safe. */
final class EmbeddedEngine implements Engine {
    private final EmbeddedSettings settings;
    private final StreamClock clock = new SystemClock();
    private final Workers workers;
    private final KeptNodes kept = new KeptNodes();
    private final SpillFiles spills;
    private final Shuffles shuffles;
    private final Set<Cancellation> running = ConcurrentHashMap.newKeySet();

    EmbeddedEngine(EmbeddedSettings settings) {
        this.settings = settings;
        this.workers = new Workers(settings.threads());
        this.spills = new SpillFiles(settings.localDir());
        this.shuffles = new Shuffles(new ShuffleResources(
                new MemoryBudget(settings.memoryBytes()),
                spills,
                RecordCodecs.java(EmbeddedEngine.class.getClassLoader()),
                settings.copyShuffled()));
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
        Cancellation cancellation = new Cancellation(job.info());
        running.add(cancellation);
        try {
            return new JobRun(this, cancellation).run(job);
        } finally {
            running.remove(cancellation);
        }
    }

    <T> TaskCopies<T> copiesOf(T work) {
        return settings.serializeTasks() ? new SerializedCopies<>(work) : task -> work;
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

    @Override
    public int defaultParallelism() {
        return settings.defaultParallelism();
    }

    @Override
    public void persist(Lineage<?> node, StorageLevel level) {
        kept.persist(node, level);
    }

    @Override
    public void unpersist(Lineage<?> node) {
        kept.unpersist(node);
    }

    @Override
    public int persistedPartitions(Lineage<?> node) {
        return kept.blocks().count(node.id());
    }

    @Override
    public void checkpoint(Lineage<?> node, Path directory) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Path> checkpointFile(Lineage<?> node) {
        return Optional.empty();
    }

    @Override
    public <T> Broadcast<T> broadcast(long id, T value) {
        return new LocalBroadcast<>(id, value);
    }

    @Override
    public void cancel(Predicate<JobInfo> which, String reason, boolean interrupt) {
        running.stream().filter(job -> which.test(job.job())).forEach(job -> job.cancel(reason, interrupt));
    }

    @Override
    public List<JobInfo> running() {
        return running.stream().map(Cancellation::job).toList();
    }

    @Override
    public void close() {
        cancel(job -> true, "the context was stopped", false);
        workers.close();
        shuffles.close();
        spills.close();
    }
}
