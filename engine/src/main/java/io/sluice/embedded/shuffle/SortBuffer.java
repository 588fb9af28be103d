package io.sluice.embedded.shuffle;

import io.sluice.Tuple2;
import io.sluice.embedded.memory.MemoryShare;
import io.sluice.embedded.memory.SampledSize;
import io.sluice.embedded.memory.SizeEstimator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Sorts pairs by key, whatever their number: in memory as long as that lasts, then in sorted runs on disk that are merged
 * as they are read. Pairs with equal keys keep the order they came in. Confined to one task.
 */
final class SortBuffer<K, V> implements AutoCloseable {
    private static final int FEWEST = 64;
    /** Besides its own reference, a row may need room in the sort's scratch array. */
    private static final long BYTES_OF_A_ROW = 2L * SizeEstimator.referenceBytes();

    private final ShuffleResources resources;
    private final CodecLease codec;
    private final MemoryShare share;
    private final Comparator<Tuple2<K, V>> order;
    private final SampledSize content = new SampledSize();
    private final List<SpillFile> runs = new ArrayList<>();
    private final TaskScope open = new TaskScope();
    private Object[] rows = new Object[FEWEST];
    private int count;

    SortBuffer(ShuffleResources resources, Comparator<? super K> keyOrder, CodecLease codec) {
        this.resources = resources;
        this.codec = codec;
        this.share = resources.budget().share();
        this.order = (a, b) -> keyOrder.compare(a._1(), b._1());
    }

    void add(Tuple2<K, V> row) {
        if (count == rows.length) {
            makeRoom();
        }
        rows[count++] = row;
        if (content.add(row) && !share.ensure(bytes(rows.length))) {
            spill();
        }
    }

    /** The end of the rows: all of them in order. Frees all at the end. */
    PairCursor<Object, Object> drain() {
        sort();
        PairCursor<Object, Object> inMemory = new RowsCursor(rows, count);
        if (runs.isEmpty()) {
            return PairCursors.closing(inMemory, this::close);
        }
        share.force(share.bytes() + runs.size() * BlockInput.BYTES_WHILE_OPEN);
        List<PairCursor<Object, Object>> sorted = new ArrayList<>();
        for (SpillFile run : runs) {
            sorted.add(open.keep(run.open(0, codec.get())));
        }
        sorted.add(inMemory);
        return PairCursors.closing(new OrderMerge(sorted, order), this::close);
    }

    @Override
    public void close() {
        open.close();
        share.close();
        runs.forEach(SpillFile::delete);
        runs.clear();
    }

    private long bytes(int capacity) {
        return content.bytes() + capacity * BYTES_OF_A_ROW;
    }

    private void makeRoom() {
        int wanted = count * 2;
        if (share.ensure(bytes(wanted))) {
            rows = Arrays.copyOf(rows, wanted);
        } else {
            spill();
        }
    }

    @SuppressWarnings("unchecked") // only rows are stored there
    private void sort() {
        Arrays.sort(rows, 0, count, (Comparator<Object>) (Comparator<?>) order);
    }

    private void spill() {
        sort();
        runs.add(SpillWriter.write(resources, out -> {
            for (int i = 0; i < count; i++) {
                Tuple2<?, ?> row = (Tuple2<?, ?>) rows[i];
                out.write(row._1(), row._2());
            }
            out.endSegment();
        }));
        Arrays.fill(rows, 0, count, null);
        count = 0;
        content.reset();
        share.shrinkTo(bytes(rows.length));
    }

    /** Walks over sorted rows. Confined. */
    private static final class RowsCursor implements PairCursor<Object, Object> {
        private final Object[] rows;
        private final int count;
        private int next = -1;

        RowsCursor(Object[] rows, int count) {
            this.rows = rows;
            this.count = count;
        }

        @Override
        public boolean next() {
            return ++next < count;
        }

        @Override
        public Object key() {
            return pair()._1();
        }

        @Override
        public Object value() {
            return pair()._2();
        }

        @Override
        @SuppressWarnings("unchecked") // whoever reads knows the types
        public Tuple2<Object, Object> pair() {
            return (Tuple2<Object, Object>) rows[next];
        }

        @Override
        public void close() {}
    }
}
