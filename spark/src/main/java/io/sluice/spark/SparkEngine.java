package io.sluice.spark;

import io.sluice.AccumulatorV2;
import io.sluice.Broadcast;
import io.sluice.EngineSettings;
import io.sluice.SluiceConf;
import io.sluice.SluiceContext;
import io.sluice.StorageLevel;
import io.sluice.Tuple2;
import io.sluice.engine.Engine;
import io.sluice.engine.Executors;
import io.sluice.engine.Job;
import io.sluice.engine.JobInfo;
import io.sluice.engine.LongTasks;
import io.sluice.engine.Place;
import io.sluice.lineage.Lineage;
import io.sluice.lineage.Shuffle;
import io.sluice.lineage.StateUpdate;
import io.sluice.lineage.Stored;
import io.sluice.state.StateId;
import io.sluice.storage.log.LogStorages;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.rdd.RDD;
import org.apache.spark.storage.RDDInfo;
import scala.Option;

/** Runs jobs on a Spark cluster. Thread-safe. */
final class SparkEngine implements Engine {
    private final SparkContext spark;
    private final boolean owned;
    private final int parallelism;
    private final SparkPlan plan;
    private final RunningJobs jobs;
    private final LongTasksOnSpark longTasks;
    private final CheckpointsOnSpark checkpoints;

    /**
     * @param owned whether to stop Spark when the engine is closed
     * @param parallelism how many partitions data gets when the program does not say; 0 leaves that to Spark
     */
    SparkEngine(SparkContext spark, boolean owned, int parallelism) {
        this.spark = spark;
        this.owned = owned;
        this.parallelism = parallelism;
        this.plan = new SparkPlan(spark);
        this.jobs = new RunningJobs(spark);
        this.longTasks = new LongTasksOnSpark(spark, plan);
        this.checkpoints = new CheckpointsOnSpark(spark, plan);
    }

    /** Starts Spark on a master, with all settings of the program that are Spark's. */
    static SparkEngine start(String master, SluiceConf conf) {
        SparkConf settings = ClusterSettings.of(conf).setMaster(master).setAppName(conf.get(EngineSettings.APP_NAME));
        ProgramJars.send(settings);
        return new SparkEngine(
                new SparkContext(settings), true, Math.toIntExact(conf.get(EngineSettings.DEFAULT_PARALLELISM)));
    }

    /** The engine of a context. */
    static SparkEngine of(SluiceContext context) {
        if (context.engine() instanceof SparkEngine engine) {
            return engine;
        }
        throw new IllegalArgumentException("the context runs on %s, and not on Spark".formatted(context.master()));
    }

    /** The RDD of a lineage, which is in use with it. */
    <T> RDD<T> rdd(Lineage<T> node) {
        return plan.handedOut(node);
    }

    /** The same as pairs of Scala's. */
    <K, V> RDD<scala.Tuple2<K, V>> pairs(Lineage<Tuple2<K, V>> node) {
        return plan.handedOutPairs(node);
    }

    @Override
    public <T, R> List<R> run(Job<T, R> job) {
        if (io.sluice.TaskContext.get() != null) {
            throw SparkErrors.jobInTask(job.info());
        }
        jobs.begin(job.info());
        try {
            return run(plan.piped(job.lineage()), job);
        } catch (Exception failed) { // also checked ones: Scala declares nothing, and a failed job is a SparkException
            if (failed instanceof InterruptedException) {
                jobs.cancel(
                        info -> info.id() == job.info().id(), "the thread that waited for it was interrupted", true);
                Thread.currentThread().interrupt();
            }
            throw error(job.info(), failed);
        } finally {
            jobs.end(job.info());
        }
    }

    private RuntimeException error(JobInfo job, Exception failed) {
        String reason = jobs.cancelledFor(job);
        if (!reason.isEmpty()) {
            return SparkErrors.cancelled(job, reason, failed);
        }
        return SparkInternals.isLost(spark, failed)
                ? SparkErrors.stopped(job, failed)
                : SparkErrors.failed(job, failed);
    }

    @SuppressWarnings("unchecked") // the tasks gave Rs
    private <S, T, R> List<R> run(Piped<S, T> piped, Job<T, R> job) throws Exception {
        JobBody.Work<S, T, R> work = new JobBody.Work<>(piped.chain(), job.function());
        JobBody<S, T, R> body = new JobBody<>(plan.code(work), plan.added());
        JobResults results = new JobResults(job.partitions().size());
        Runnable giveBack = JobProperties.set(spark, job.info());
        try {
            jobs.requireWanted(job.info());
            spark.runJob(
                    piped.base(), body, Scala.seq(new ArrayList<>(job.partitions())), results, Scala.<byte[]>tag());
            checkpoints.store(job.lineage());
        } finally {
            giveBack.run();
        }
        return (List<R>) results.read();
    }

    @Override
    public List<Place> places() {
        return SparkInternals.executors(spark).stream()
                .map(executor -> new Place(executor.host(), executor.location()))
                .toList();
    }

    @Override
    public int defaultParallelism() {
        return parallelism > 0 ? parallelism : spark.defaultParallelism();
    }

    @Override
    public void persist(Lineage<?> node, StorageLevel level) {
        // What came of a state cannot be computed again when the state has moved on: it must outlive an executor.
        plan.keep(node, !level.deserialized())
                .persist(SparkPlan.standsOnState(node) ? Levels.twice(level) : Levels.of(level));
    }

    @Override
    public void unpersist(Lineage<?> node) {
        plan.find(node).ifPresent(rdd -> {
            rdd.unpersist(false);
            if (!checkpoints.outlivesUnpersist(node, rdd)) {
                plan.forget(node);
            }
        });
    }

    @Override
    public int persistedPartitions(Lineage<?> node) {
        Optional<RDD<?>> kept = plan.find(node);
        if (kept.isEmpty()) {
            return 0;
        }
        for (RDDInfo info : spark.getRDDStorageInfo()) {
            if (info.id() == kept.get().id()) {
                return info.numCachedPartitions();
            }
        }
        return 0;
    }

    @Override
    public void checkpoint(Stored<?> node, String directory) {
        checkpoints.mark(node, Optional.of(directory));
    }

    @Override
    public void localCheckpoint(Stored<?> node) {
        checkpoints.mark(node, Optional.empty());
    }

    @Override
    public void forgetResults(Lineage<?> node) {
        if (node instanceof Shuffle<?, ?, ?> shuffle) {
            plan.forgetShuffle(shuffle);
        } else if (node instanceof StateUpdate<?, ?, ?, ?> update) {
            plan.forgetUpdate(update);
        }
    }

    @Override
    public boolean isCheckpointed(Lineage<?> node) {
        return plan.find(node).filter(RDD::isCheckpointed).isPresent();
    }

    @Override
    public Optional<String> checkpointFile(Lineage<?> node) {
        return plan.find(node)
                .flatMap(rdd -> {
                    Option<String> file = rdd.getCheckpointFile();
                    return file.isEmpty() ? Optional.empty() : Optional.of(file.get());
                })
                .map(file -> LogStorages.local(file).map(Path::toString).orElse(file));
    }

    @Override
    public <T> Broadcast<T> broadcast(long id, T value) {
        return SparkBroadcast.of(id, value, spark);
    }

    @Override
    public void addFile(Path file) {
        if (Files.isDirectory(file) && !spark.isLocal()) {
            throw new IllegalArgumentException(
                    "%s is a directory, and Spark sends none to executors: add an archive of it, or its files"
                            .formatted(file));
        }
        spark.addFile(file.toUri().toString(), true);
    }

    @Override
    public void addJar(String path) {
        if (!path.contains(":") && !Files.exists(Path.of(path))) { // of which Spark would only log
            throw new IllegalArgumentException("there is no jar %s".formatted(path));
        }
        spark.addJar(path);
    }

    /** Every task has copies of its own in any case. */
    @Override
    public void ownAccumulator(AccumulatorV2<?, ?> accumulator) {}

    /** Executors that do not answer soon have other things to do, or are gone: what they hold then ends with them. */
    @Override
    public void closeState(String checkpoint) {
        plan.states().close(checkpoint, (location, executors) -> {
            if (!spark.isStopped()) {
                ClosingStates.run(spark, executors, location);
            }
        });
    }

    @Override
    public long[] stateVersions(StateId state, int partitions) {
        return plan.states().count(state, partitions);
    }

    @Override
    public void cancel(Predicate<JobInfo> which, String reason, boolean interrupt) {
        jobs.cancel(which, reason, interrupt);
    }

    @Override
    public Optional<LongTasks> longTasks() {
        return Optional.of(longTasks);
    }

    @Override
    public Runnable atShutdown(Runnable work, Duration limit) {
        return BeforeSparkEnds.add(work, limit);
    }

    @Override
    public Optional<Executors> executors() {
        return SparkInternals.canAllocate(spark) ? Optional.of(new ExecutorsOnSpark(spark, plan)) : Optional.empty();
    }

    @Override
    public List<JobInfo> running() {
        return jobs.list();
    }

    @Override
    public boolean isLost() {
        return spark.isStopped();
    }

    @Override
    public void close() {
        jobs.cancel(job -> true, "the context was stopped", false);
        longTasks.close();
        checkpoints.close();
        if (owned) {
            spark.stop();
        } else {
            jobs.close();
        }
    }
}
