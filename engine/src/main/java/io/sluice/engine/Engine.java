package io.sluice.engine;

import io.sluice.AccumulatorV2;
import io.sluice.Broadcast;
import io.sluice.StorageLevel;
import io.sluice.lineage.Lineage;
import io.sluice.lineage.Stored;
import io.sluice.state.StateId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Runs jobs over lineages, and keeps what they persist. Thread-safe: jobs of several threads run side by side. */
public interface Engine extends AutoCloseable {
    /**
     * Runs a job on the calling thread's behalf and returns when it is done.
     *
     * @return for each partition asked for, in the job's order, what the job's function made of it
     * @throws io.sluice.error.StreamException {@code TASK_FAILED} when a task failed too often, {@code JOB_CANCELLED}
     */
    <T, R> List<R> run(Job<T, R> job);

    /** How many partitions data gets when the program does not say. */
    int defaultParallelism();

    /** From now on keeps the partitions of a node when they are computed. */
    void persist(Lineage<?> node, StorageLevel level);

    /** Forgets the kept partitions of a node, and keeps no more of them. */
    void unpersist(Lineage<?> node);

    /** How many partitions of a node are kept now. */
    int persistedPartitions(Lineage<?> node);

    /**
     * Writes a node's records to files below {@code directory} after the next job that uses it; from then on reads them
     * there instead of computing them, and cuts the node.
     */
    void checkpoint(Stored<?> node, String directory);

    /** Like {@link #checkpoint}, but keeps the records as the blocks of the node, which is persisted. */
    void localCheckpoint(Stored<?> node);

    /** Gives up what jobs left for later ones to go on from, such as shuffled records; one that comes all the same runs again. */
    void forgetResults(Lineage<?> node);

    /** Whether a node's records are stored, so that what they were computed from is not needed. */
    boolean isCheckpointed(Lineage<?> node);

    /** Where the records of a checkpointed node are, once they are written; empty for a local checkpoint. */
    Optional<String> checkpointFile(Lineage<?> node);

    /** Makes a value available to tasks. */
    <T> Broadcast<T> broadcast(long id, T value);

    /**
     * Makes a local file, or a directory with all that is in it, known by its last name to tasks that begin later.
     *
     * @throws IllegalArgumentException if tasks run elsewhere and it cannot be sent there
     */
    void addFile(Path file);

    /** Brings the classes of a jar to tasks that begin later, unless they run in this process. */
    default void addJar(String path) {}

    /**
     * From now on tasks may capture an accumulator of the program's own type. Its additions go straight to the object that
     * the task holds, so each attempt needs a copy to hold.
     */
    void ownAccumulator(AccumulatorV2<?, ?> accumulator);

    /**
     * Gives back the memory and files of the states below a checkpoint directory; what they hold stays on the disk. For when
     * the program that used them ends before its engine does; its jobs must be over.
     */
    void closeState(String checkpoint);

    /**
     * The latest version that each partition of a state has on the disk, once all of them were updated. What was updated
     * before the call is durable when it returns.
     *
     * @throws io.sluice.error.StreamException {@code DISK_FULL} or {@code CHECKPOINT_FAILED}
     */
    long[] stateVersions(StateId state, int partitions);

    /**
     * Cancels the running jobs that {@code which} picks. They end with {@code JOB_CANCELLED}.
     *
     * @param interrupt whether to interrupt the threads that run their tasks as well
     */
    void cancel(Predicate<JobInfo> which, String reason, boolean interrupt);

    /** What runs work of its own on executors; none if everything runs in this process. */
    default Optional<LongTasks> longTasks() {
        return Optional.empty();
    }

    /** The executors, if there can be more or fewer of them; none if everything runs in this process. */
    default Optional<Executors> executors() {
        return Optional.empty();
    }

    /** Where tasks run at present, so that those who know better can say where; empty if everything runs in this process. */
    default List<Place> places() {
        return List.of();
    }

    /**
     * Has something done when the process is asked to end, by SIGTERM for one, while the engine still runs jobs.
     *
     * @param limit how long that may take; the process ends without it after that
     * @return takes it back, which nothing comes of once the process is ending
     */
    Runnable atShutdown(Runnable work, Duration limit);

    /** The jobs running now. */
    List<JobInfo> running();

    /** Whether it can run no job any more though nobody closed it, as when a cluster has given up on the program. */
    default boolean isLost() {
        return false;
    }

    /** Cancels what runs, and gives back every thread, file and byte. Idempotent. */
    @Override
    void close();
}
