package io.sluice.embedded;

import io.sluice.embedded.block.NodeBlocks;
import io.sluice.lineage.Lineage;
import io.sluice.lineage.Stored;
import java.lang.ref.WeakReference;
import java.util.stream.IntStream;

/**
 * The checkpoint of one node: a mark first, then stored records, and then all there is, because the node is cut from what
 * it was computed from. Thread-safe.
 */
final class Checkpoint<T> {
    private final WeakReference<Stored<T>> node;
    private volatile boolean stored;

    Checkpoint(Stored<T> node) {
        this.node = new WeakReference<>(node); // held by whoever can still use it, and forgotten with it
    }

    boolean isStored() {
        return stored;
    }

    /**
     * Stores the records, unless that is done.
     *
     * @param used the node as the job has it
     */
    synchronized void store(EmbeddedEngine engine, Cancellation job, Lineage<T> used) {
        if (stored) {
            return;
        }
        int partitions = used.numPartitions();
        KeptNode kept = engine.kept().find(used);
        NodeBlocks blocks = kept == null ? null : kept.blocks(used);
        if (blocks == null) {
            return; // unpersisted meanwhile: there is nowhere to store
        }
        blocks.makeIrreplaceable();
        int[] all = IntStream.range(0, partitions).toArray();
        new JobRun(engine, job).run(used, all, (task, partition, records) -> {
            records.forEach(record -> {});
            return null;
        });
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
}
