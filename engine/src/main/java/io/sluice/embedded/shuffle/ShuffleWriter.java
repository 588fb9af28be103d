package io.sluice.embedded.shuffle;

import static java.util.Objects.requireNonNull;

import io.sluice.Partitioner;
import io.sluice.Tuple2;
import io.sluice.embedded.memory.MemoryShare;
import io.sluice.lineage.Aggregator;
import io.sluice.operator.Sink;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes the pairs of one map task and splits them by reducer. With map-side combine, one {@link CombineTable} collects the
 * values of each key and the partitioner is asked once for each key, not for each record; without, pairs wait by reference
 * in a buffer for each reducer. What the memory budget refuses is spilled. Ends with exactly one of {@link #finish} and
 * {@link #abort}. Confined to the task.
 */
public final class ShuffleWriter<K, V> implements Sink<Tuple2<K, V>> {
    private final ShuffleResources resources;
    private final Partitioner partitioner;
    private final MemoryShare share;
    private final CodecLease codec;
    private final List<SpillFile> spills = new ArrayList<>();
    private final CombineTable<K, V, ?> table;
    private final RowCollector rows;
    private boolean ended;

    /**
     * A writer with nothing written.
     *
     * @param aggregator how to combine values; null, or one without map-side combine, to pass values on as they are
     */
    public ShuffleWriter(ShuffleResources resources, Partitioner partitioner, Aggregator<V, ?> aggregator) {
        this.resources = requireNonNull(resources, "resources");
        this.partitioner = requireNonNull(partitioner, "partitioner");
        this.share = resources.budget().share();
        this.codec = new CodecLease(resources.codecs());
        if (aggregator != null && aggregator.mapSideCombine()) {
            this.table = new CombineTable<>(aggregator, 0, share, this::spillTable);
            this.rows = null;
        } else {
            this.table = null;
            this.rows = new RowCollector(partitioner, share, this::spillRows);
        }
    }

    @Override
    public void accept(Tuple2<K, V> pair) throws Exception {
        Tuple2<K, V> own = resources.copy() ? codec.get().copy(pair) : pair;
        if (table != null) {
            table.insert(own._1(), own._2());
        } else {
            rows.add(own);
        }
    }

    /** The end of the records: hands over what was collected. */
    public MapOutput finish() {
        MemoryPart memory;
        if (table != null) {
            Entries entries = table.handOver();
            memory = CombinedPart.split(entries, partitioner);
            share.shrinkTo(entries.bytes() + (long) entries.size() * Integer.BYTES);
        } else {
            memory = rows.handOver();
        }
        end();
        return new MapOutput(resources, partitioner.numPartitions(), table != null, spills, memory, share.detach());
    }

    /** The task failed: frees everything. */
    public void abort() {
        if (!ended) {
            end();
            share.close();
            spills.forEach(SpillFile::delete);
        }
    }

    private void end() {
        if (ended) {
            throw new IllegalStateException("this writer has ended");
        }
        ended = true;
        codec.close();
    }

    private void spillTable() {
        CombinedPart part = CombinedPart.split(table.entries(), partitioner);
        spills.add(SpillWriter.write(resources, part::spillTo));
        table.clear();
    }

    private void spillRows(RowsPart part) {
        spills.add(SpillWriter.write(resources, part::spillTo));
    }
}
