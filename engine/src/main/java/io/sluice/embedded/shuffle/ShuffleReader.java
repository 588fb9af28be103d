package io.sluice.embedded.shuffle;

import static java.util.Objects.requireNonNull;

import io.sluice.Tuple2;
import io.sluice.lineage.Aggregator;
import io.sluice.operator.Records;
import io.sluice.operator.Sink;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/**
 * The pairs of one reducer, out of all map outputs. With an aggregator each key comes once, with its combined value; with a
 * key order keys come sorted, equal ones in the order of the map outputs; with neither, pairs come as they were written.
 * Nothing is read before it is asked for; what is collected is charged to the budget and spilled when that refuses; all is
 * freed when the pairs end or the task does. Confined to one task, to be read once.
 */
public final class ShuffleReader<K, C> implements Records<Tuple2<K, C>> {
    private final ShuffleResources resources;
    private final List<MapOutput> outputs;
    private final int reducer;
    private final Aggregator<?, C> aggregator;
    private final Comparator<? super K> keyOrder;
    private final Consumer<? super AutoCloseable> onTaskEnd;

    /**
     * A reader that has read nothing.
     *
     * @param outputs one for each map task, in the order of their partitions; none of them is freed by reading
     * @param aggregator how values, or combiners if the map side combined, become one; null to pass pairs on
     * @param keyOrder how to sort; null not to
     * @param onTaskEnd takes what to close when the task ends, however it ends
     */
    public ShuffleReader(
            ShuffleResources resources,
            List<MapOutput> outputs,
            int reducer,
            Aggregator<?, C> aggregator,
            Comparator<? super K> keyOrder,
            Consumer<? super AutoCloseable> onTaskEnd) {
        this.resources = requireNonNull(resources, "resources");
        this.outputs = List.copyOf(outputs);
        this.reducer = reducer;
        this.aggregator = aggregator;
        this.keyOrder = keyOrder;
        this.onTaskEnd = requireNonNull(onTaskEnd, "onTaskEnd");
    }

    @Override
    public Iterator<Tuple2<K, C>> iterator() throws Exception {
        return new PairIterator<>(open());
    }

    @Override
    public void forEach(Sink<? super Tuple2<K, C>> sink) throws Exception {
        try (PairCursor<K, C> pairs = open()) {
            while (pairs.next()) {
                sink.accept(pairs.pair());
            }
        }
    }

    @SuppressWarnings("unchecked") // the map tasks wrote keys and values of these types
    private PairCursor<K, C> open() throws Exception {
        TaskScope held = new TaskScope();
        onTaskEnd.accept(held);
        CodecLease codec = held.keep(new CodecLease(resources.codecs()));
        PairCursor<Object, Object> pairs = held.keep(all(codec));
        if (aggregator != null && !alreadyCombined()) {
            pairs = held.keep(combined(pairs, held, codec));
        }
        if (keyOrder != null) {
            pairs = held.keep(sorted(pairs, held, codec));
        }
        return (PairCursor<K, C>) (PairCursor<?, ?>) PairCursors.closing(pairs, held::close);
    }

    private PairCursor<Object, Object> all(CodecLease codec) {
        List<PairCursors.Opening> parts = new ArrayList<>(outputs.size());
        for (MapOutput output : outputs) {
            parts.add(() -> output.open(reducer, codec));
        }
        return PairCursors.concat(parts);
    }

    /** Whether there is one map output, which has each key once. */
    private boolean alreadyCombined() {
        return outputs.size() == 1
                && outputs.get(0).combined()
                && outputs.get(0).inMemory();
    }

    @SuppressWarnings("unchecked") // whether values or combiners come is known from the outputs
    private PairCursor<Object, Object> combined(PairCursor<Object, Object> pairs, TaskScope held, CodecLease codec)
            throws Exception {
        long expected = 0;
        boolean combiners = false;
        for (MapOutput output : outputs) {
            combiners |= output.combined();
            expected = output.combined() ? Math.max(expected, output.records(reducer)) : expected;
        }
        Aggregator<Object, Object> combining = (Aggregator<Object, Object>) (Aggregator<?, ?>) aggregator;
        CombiningBuffer<Object, Object, Object> buffer =
                held.keep(new CombiningBuffer<>(resources, combining, expected, codec));
        CombineTable<Object, Object, Object> table = buffer.table();
        while (pairs.next()) {
            if (combiners) {
                table.insertCombiner(pairs.key(), pairs.value());
            } else {
                table.insert(pairs.key(), pairs.value());
            }
        }
        return buffer.drain();
    }

    @SuppressWarnings("unchecked") // the keys are those that the order is for
    private PairCursor<Object, Object> sorted(PairCursor<Object, Object> pairs, TaskScope held, CodecLease codec)
            throws Exception {
        SortBuffer<Object, Object> buffer =
                held.keep(new SortBuffer<>(resources, (Comparator<Object>) keyOrder, codec));
        while (pairs.next()) {
            buffer.add(pairs.pair());
        }
        return buffer.drain();
    }
}
