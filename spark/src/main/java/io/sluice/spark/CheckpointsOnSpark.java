package io.sluice.spark;

import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;
import io.sluice.lineage.CutSource;
import io.sluice.lineage.Lineage;
import io.sluice.lineage.MarkedNodes;
import io.sluice.lineage.Stored;
import io.sluice.operator.Origin;
import io.sluice.storage.log.LogStorages;
import java.io.IOException;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkContext;
import org.apache.spark.rdd.RDD;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The checkpoints of datasets: marks first, then what Spark stores, after the next job that uses the node. By itself Spark would
 * miss marks that come after a first job, try once, and leave all files behind: those of a node go when the program can no
 * longer reach it. Thread-safe.
 */
final class CheckpointsOnSpark implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CheckpointsOnSpark.class);

    private final SparkContext spark;
    private final SparkPlan plan;
    private final Map<Integer, Mark> marks = new ConcurrentHashMap<>();
    private final Map<String, String> directories = new HashMap<>(); // guarded by itself
    private final Set<Written> files = ConcurrentHashMap.newKeySet();
    private final ReferenceQueue<Origin> garbage = new ReferenceQueue<>();

    /**
     * That a node is to be stored.
     *
     * @param node what to cut then
     * @param directory empty to keep the node's blocks
     */
    private record Mark(WeakReference<Origin> origin, WeakReference<Stored<?>> node, Optional<String> directory) {
        boolean isGarbage() {
            return origin.get() == null;
        }
    }

    /** The files of a node, until it is garbage. */
    private static final class Written extends WeakReference<Origin> {
        private final String path;

        Written(Origin origin, String path, ReferenceQueue<Origin> garbage) {
            super(origin, garbage);
            this.path = path;
        }
    }

    CheckpointsOnSpark(SparkContext spark, SparkPlan plan) {
        this.spark = spark;
        this.plan = plan;
    }

    /**
     * Has the next job that uses a node store it.
     *
     * @param directory empty to keep the node's blocks
     */
    void mark(Stored<?> node, Optional<String> directory) {
        plan.keep(node, true);
        marks.values().removeIf(Mark::isGarbage);
        marks.put(node.id(), new Mark(new WeakReference<>(node.origin()), new WeakReference<>(node), directory));
    }

    /** Whether a node that is not persisted any more must be kept all the same; gives up blocks that were its checkpoint. */
    boolean outlivesUnpersist(Lineage<?> node, RDD<?> kept) {
        Mark mark = marks.get(node.id());
        if (mark != null && mark.directory().isEmpty()) {
            marks.remove(node.id(), mark);
        }
        return (mark != null && mark.directory().isPresent())
                || kept.getCheckpointFile().isDefined();
    }

    /** Stores what a job that is done has used of marked nodes, those below first, and removes the files of nodes that are garbage. */
    void store(Lineage<?> used) throws Exception {
        if (!marks.isEmpty()) {
            for (Lineage<?> node : MarkedNodes.of(used, this::isMarked, node -> false)) {
                store(node, marks.get(node.id()));
            }
        }
        for (Reference<? extends Origin> gone = garbage.poll(); gone != null; gone = garbage.poll()) {
            Written written = (Written) gone;
            files.remove(written);
            remove(written.path);
        }
    }

    private boolean isMarked(Lineage<?> node) {
        return marks.containsKey(node.id());
    }

    private void store(Lineage<?> node, Mark mark) throws Exception {
        if (mark == null) { // another job was quicker
            return;
        }
        RDD<?> rdd = plan.keep(node, true);
        synchronized (mark) {
            if (!rdd.isCheckpointed()) {
                if (mark.directory().isPresent()) {
                    String directory = own(mark.directory().get());
                    files.add(new Written(node.origin(), SparkInternals.checkpointPath(rdd, directory), garbage));
                    SparkInternals.checkpoint(rdd, directory);
                } else {
                    SparkInternals.checkpointLocally(rdd);
                }
            }
        }
        Stored<?> whole = mark.node().get();
        if (whole != null) {
            cut(whole);
        }
        marks.remove(node.id(), mark);
    }

    private static <T> void cut(Stored<T> stored) {
        stored.content()
                .cut(new CutSource<>(
                        stored.origin().toString(),
                        stored.numPartitions(),
                        stored.partitioner().orElse(null)));
    }

    /** A directory of this context's below one of the program's. */
    private String own(String directory) {
        synchronized (directories) {
            return directories.computeIfAbsent(directory, this::make);
        }
    }

    private String make(String directory) {
        // a path is one of the local disk here as everywhere, whatever Hadoop's default file system is
        String location = LogStorages.local(directory)
                .map(path -> "file:" + path.toAbsolutePath())
                .orElse(directory);
        Path own = new Path(location, UUID.randomUUID().toString());
        try {
            own.getFileSystem(spark.hadoopConfiguration()).mkdirs(own);
        } catch (IOException refused) {
            throw new StreamException(
                    ErrorCode.CHECKPOINT_FAILED,
                    "The checkpoint directory '%s' cannot be written to: %s.".formatted(directory, refused),
                    "See to its permissions and its file system, or give setCheckpointDir another one, which all machines reach.",
                    refused);
        }
        return own.toString();
    }

    private void remove(String path) {
        try {
            Path files = new Path(path);
            files.getFileSystem(spark.hadoopConfiguration()).delete(files, true);
        } catch (IOException | RuntimeException refused) {
            LOG.info("The files of a checkpoint stay in {}", path, refused);
        }
    }

    /** Removes all files. */
    @Override
    public void close() {
        marks.clear();
        synchronized (directories) {
            directories.values().forEach(this::remove);
            directories.clear();
        }
    }
}
