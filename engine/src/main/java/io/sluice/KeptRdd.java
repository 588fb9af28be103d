package io.sluice;

import static java.util.Objects.requireNonNull;

import io.sluice.lineage.Lineage;
import io.sluice.lineage.Stored;
import java.io.NotSerializableException;
import java.io.ObjectStreamException;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Where an RDD's records are kept, and what there is to know of it, for RDDs of every kind.
 *
 * @param <T> the records
 * @param <R> the kind of RDD
 */
abstract sealed class KeptRdd<T, R extends RddLike<T, R>> implements Serializable permits RddLike {
    final transient SluiceContext context;

    /** Changes once at most, to a node that stands for the same records; see {@link #checkpoint}. */
    transient volatile Lineage<T> lineage;

    KeptRdd(SluiceContext context, Lineage<T> lineage) {
        this.context = context;
        this.lineage = requireNonNull(lineage, "lineage");
    }

    /** The RDD itself, as what it is. */
    abstract R self();

    // ---- where records are kept

    /** {@link #persist(StorageLevel)} in memory. */
    public R cache() {
        return persist(StorageLevel.MEMORY_ONLY);
    }

    /** {@link #persist(StorageLevel)} in memory. */
    public R persist() {
        return persist(StorageLevel.MEMORY_ONLY);
    }

    /**
     * Keeps the partitions when they are first computed, so that later jobs need not compute them again.
     *
     * @throws UnsupportedOperationException if it is persisted at another level already
     */
    public R persist(StorageLevel level) {
        if (!level.isValid()) {
            return unpersist();
        }
        context.persisted().put(self(), level);
        context.engine().persist(lineage, level);
        return self();
    }

    /** Forgets the kept partitions. */
    public R unpersist() {
        return unpersist(false);
    }

    /**
     * Forgets the kept partitions.
     *
     * @param blocking whether to wait until they are gone; the embedded engine always does
     */
    public R unpersist(boolean blocking) {
        context.persisted().remove(lineage.id());
        context.engine().unpersist(lineage);
        return self();
    }

    public StorageLevel getStorageLevel() {
        return context.persisted().level(lineage.id());
    }

    /**
     * Has the next job that uses this RDD write its records below the checkpoint directory; from then on they are read
     * there, and what they were computed from is no longer needed. Writing them computes them once more unless they are
     * persisted. A job whose records cannot be written there fails, and the next one tries again. The files are removed
     * when the program can no longer reach the RDD, or the context closes.
     *
     * @throws IllegalStateException if {@link SluiceContext#setCheckpointDir} was not called
     */
    public void checkpoint() {
        String directory = context.requireCheckpointDir();
        context.engine().checkpoint(stored(), directory);
    }

    /**
     * Like {@link #checkpoint}, but keeps the records as a persisted RDD's blocks, in memory and then on disk, instead of in
     * files of a checkpoint directory: quicker, and gone with this process.
     *
     * @throws UnsupportedOperationException if it is persisted at a level without disk
     */
    public R localCheckpoint() {
        StorageLevel level = getStorageLevel();
        if (!level.isValid()) {
            persist(StorageLevel.MEMORY_AND_DISK);
        } else if (!level.useDisk()) {
            throw new UnsupportedOperationException(
                    "a local checkpoint must not lose records, and the RDD is persisted as %s: use a level with disk"
                            .formatted(level.description()));
        }
        context.engine().localCheckpoint(stored());
        return self();
    }

    private synchronized Stored<T> stored() {
        Stored<T> stored = Stored.of(lineage);
        lineage = stored;
        return stored;
    }

    public boolean isCheckpointed() {
        return context.engine().isCheckpointed(lineage);
    }

    /** Where the checkpointed records are, once they are written. */
    public Optional<String> getCheckpointFile() {
        return context.engine().checkpointFile(lineage);
    }

    // ---- what it is

    /** Unique in its context. */
    public int id() {
        return lineage.id();
    }

    public int getNumPartitions() {
        return lineage.numPartitions();
    }

    public List<Partition> partitions() {
        return IntStream.range(0, getNumPartitions()).mapToObj(Partition::new).toList();
    }

    /** How records are spread over partitions, if by key. */
    public Optional<Partitioner> partitioner() {
        return lineage.partitioner();
    }

    /** What {@link #setName} said, or nothing. */
    public String name() {
        return lineage.origin().name();
    }

    /** What to call it in messages. */
    public R setName(String newName) {
        lineage.origin().rename(newName);
        return self();
    }

    /**
     * What it is computed from: a line for each RDD, a step further in below each shuffle, with the number of partitions, the
     * name, the call that made it, where it is persisted and how many partitions are kept now.
     */
    public String toDebugString() {
        return new LineageText(context).of(lineage);
    }

    Jobs<T> jobs() {
        return Jobs.of(context, lineage);
    }

    Object writeReplace() throws ObjectStreamException {
        throw new NotSerializableException(
                "%s belongs to the program, and a function given to another RDD or DStream captured it; collect it and broadcast the result, or join the two"
                        .formatted(this));
    }

    @Override
    public String toString() {
        String name = name();
        String kind = getClass().getSimpleName();
        return "%s%s[%d] %s".formatted(name.isEmpty() ? "" : name + " ", kind, id(), lineage.origin());
    }
}
