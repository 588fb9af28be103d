package io.sluice.embedded;

import io.sluice.TaskContext;
import io.sluice.lineage.CutSource;
import io.sluice.lineage.Lineage;
import io.sluice.lineage.SourcePartition;
import io.sluice.lineage.Stored;
import io.sluice.operator.Records;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The checkpoint of one node: a mark first, then stored records, and then all there is, because the node is cut from what
 * it was computed from. Thread-safe.
 */
final class Checkpoint<T> {
    private final WeakReference<Stored<T>> node;
    private final Optional<CheckpointFiles<T>> files;
    private volatile boolean stored;

    /**
     * A mark.
     *
     * @param files where to store the records; empty to keep the node's blocks instead
     */
    Checkpoint(Stored<T> node, Optional<CheckpointFiles<T>> files) {
        this.node = new WeakReference<>(node); // held by whoever can still use it, and forgotten with it
        this.files = files;
    }

    boolean isStored() {
        return stored;
    }

    /** Where the records are, once they are there; empty if they are blocks. */
    Optional<Path> directory() {
        return stored ? files.map(CheckpointFiles::directory) : Optional.empty();
    }

    /** About how many records there are. */
    long work() {
        return files.map(CheckpointFiles::work).orElse(SourcePartition.UNKNOWN_WORK);
    }

    /** The stored records of a partition; empty as long as they must be had otherwise. */
    Optional<Records<T>> read(int partition, TaskContext task) {
        return stored ? files.map(written -> written.read(partition, task)) : Optional.empty();
    }

    /**
     * Stores the records, unless that is done.
     *
     * @param used the node as the job has it
     */
    synchronized void store(EmbeddedEngine engine, Cancellation job, Lineage<T> used) {
        if (stored || (files.isEmpty() && engine.kept().blocks(used) == null)) { // unpersisted meanwhile
            return;
        }
        int[] all = IntStream.range(0, used.numPartitions()).toArray();
        JobRun run = new JobRun(engine, job);
        if (files.isPresent()) {
            files.get().write(run, used, all);
        } else {
            engine.kept().blocks(used).makeIrreplaceable();
            run.run(used, all, (task, partition, records) -> {
                records.forEach(record -> {});
                return null;
            });
        }
        cut(used);
    }

    private void cut(Lineage<T> used) {
        CutSource<T> source = new CutSource<>(
                used.origin().toString(),
                used.numPartitions(),
                used.partitioner().orElse(null));
        stored = true; // first, since whoever finds the node cut must find the records
        Stored<T> whole = node.get();
        if (whole != null) {
            whole.content().cut(source);
        }
    }

    /** The node is gone, and its files with it. */
    void remove() {
        files.ifPresent(CheckpointFiles::remove);
    }
}
