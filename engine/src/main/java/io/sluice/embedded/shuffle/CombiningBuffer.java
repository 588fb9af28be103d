package io.sluice.embedded.shuffle;

import io.sluice.embedded.memory.MemoryShare;
import io.sluice.lineage.Aggregator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Combines pairs by key, whatever their number: in a {@link CombineTable}, which is written out as a run in the order of
 * hash codes each time memory ends; runs are merged as they are read. Within a key, combiners are merged in the order they
 * were made. Confined to one task.
 */
final class CombiningBuffer<K, V, C> implements AutoCloseable {
    private final ShuffleResources resources;
    private final Aggregator<V, C> aggregator;
    private final CodecLease codec;
    private final MemoryShare share;
    private final List<SpillFile> runs = new ArrayList<>();
    private final TaskScope open = new TaskScope();
    private final CombineTable<K, V, C> table;

    CombiningBuffer(ShuffleResources resources, Aggregator<V, C> aggregator, long expectedKeys, CodecLease codec) {
        this.resources = resources;
        this.aggregator = aggregator;
        this.codec = codec;
        this.share = resources.budget().share();
        this.table = new CombineTable<>(aggregator, expectedKeys, share, this::spill);
    }

    /** Where to insert. */
    CombineTable<K, V, C> table() {
        return table;
    }

    /** The end of the insertions: every key once, with its combined value. Frees all at the end. */
    PairCursor<Object, Object> drain() {
        Entries rest = table.handOver();
        if (runs.isEmpty()) {
            return PairCursors.closing(new EntryCursor(rest), this::close);
        }
        int[] byHash = new int[rest.size()];
        Arrays.setAll(byHash, entry -> entry);
        HashOrder.sort(rest, byHash);
        share.force(share.bytes() + runs.size() * BlockInput.BYTES_WHILE_OPEN);
        List<PairCursor<Object, Object>> sorted = new ArrayList<>();
        for (SpillFile run : runs) {
            sorted.add(open.keep(run.open(0, codec.get())));
        }
        sorted.add(new EntryCursor(rest, byHash, 0, byHash.length));
        return PairCursors.closing(
                new HashMerge(sorted, aggregator.mergeCombiners(), UnaryOperator.identity()), this::close);
    }

    @Override
    public void close() {
        open.close();
        share.close();
        runs.forEach(SpillFile::delete);
        runs.clear();
    }

    private void spill() {
        Entries entries = table.entries();
        runs.add(SpillWriter.write(resources, out -> {
            int[] byHash = new int[entries.size()];
            Arrays.setAll(byHash, entry -> entry);
            HashOrder.sort(entries, byHash);
            for (int entry : byHash) {
                out.write(entries.key(entry), entries.value(entry));
            }
            out.endSegment();
        }));
        table.clear();
    }
}
