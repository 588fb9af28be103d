package io.sluice.embedded.shuffle;

import io.sluice.Partitioner;
import java.io.IOException;
import java.util.Arrays;

/**
 * Combined values split by reducer: the entries of a table and their order. Spilled segments are in the order of the keys'
 * hash codes, ready to be merged. Immutable.
 */
final class CombinedPart implements MemoryPart {
    private final Entries entries;
    private final int[] order;
    private final int[] starts;

    private CombinedPart(Entries entries, int[] order, int[] starts) {
        this.entries = entries;
        this.order = order;
        this.starts = starts;
    }

    /** Asks the partitioner once for each key. */
    static CombinedPart split(Entries entries, Partitioner partitioner) {
        int partitions = partitioner.numPartitions();
        int[] reducers = new int[entries.size()];
        int[] starts = new int[partitions + 1];
        for (int entry = 0; entry < reducers.length; entry++) {
            reducers[entry] = Partitioning.partition(partitioner, partitions, entries.key(entry));
            starts[reducers[entry] + 1]++;
        }
        for (int reducer = 1; reducer < starts.length; reducer++) {
            starts[reducer] += starts[reducer - 1];
        }
        int[] next = Arrays.copyOf(starts, starts.length);
        int[] order = new int[reducers.length];
        for (int entry = 0; entry < reducers.length; entry++) {
            order[next[reducers[entry]]++] = entry;
        }
        return new CombinedPart(entries, order, starts);
    }

    @Override
    public PairCursor<Object, Object> open(int reducer) {
        return new EntryCursor(entries, order, starts[reducer], starts[reducer + 1]);
    }

    @Override
    public PairCursor<Object, Object> openByHash(int reducer) {
        int[] byHash = byHash(reducer);
        return new EntryCursor(entries, byHash, 0, byHash.length);
    }

    private int[] byHash(int reducer) {
        int[] byHash = Arrays.copyOfRange(order, starts[reducer], starts[reducer + 1]);
        HashOrder.sort(entries, byHash);
        return byHash;
    }

    @Override
    public long records(int reducer) {
        return (long) starts[reducer + 1] - starts[reducer];
    }

    @Override
    public void spillTo(SpillWriter out) throws IOException {
        for (int reducer = 0; reducer + 1 < starts.length; reducer++) {
            for (int entry : byHash(reducer)) {
                out.write(entries.key(entry), entries.value(entry));
            }
            out.endSegment();
        }
    }
}
