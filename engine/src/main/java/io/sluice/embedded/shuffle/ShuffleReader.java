package io.sluice.embedded.shuffle;

import static java.util.Objects.requireNonNull;

import io.sluice.Tuple2;
import io.sluice.lineage.Aggregator;
import io.sluice.operator.Records;
import io.sluice.operator.Sink;
import io.sluice.serializer.Immutables;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * The pairs of one reducer, out of all map outputs. With an aggregator each key comes once, with its combined value; with a
 * key order keys come sorted, equal ones in the order of the map outputs; with neither, pairs come as they were written.
 * Nothing is read before it is asked for; what is collected is charged to the budget and spilled when that refuses; all is
 * freed when the pairs end or the task does. Confined to one task, to be read once.
 */
public final class ShuffleReader<K, C> implements Records<Tuple2<K, C>> {
    /** Merging opens a file and a buffer for each run. */
    private static final int MOST_RUNS = 100;

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
        try {
            PairCursor<Object, Object> pairs = aggregator == null ? all(held, codec) : combined(held, codec);
            if (keyOrder != null) {
                pairs = held.keep(sorted(pairs, held, codec));
            }
            return (PairCursor<K, C>) (PairCursor<?, ?>) PairCursors.closing(pairs, held::close);
        } catch (Throwable e) {
            held.close();
            throw e;
        }
    }

    private PairCursor<Object, Object> all(TaskScope held, CodecLease codec) {
        List<PairCursors.Opening> parts = new ArrayList<>(outputs.size());
        for (MapOutput output : outputs) {
            parts.add(() -> output.open(reducer, codec));
        }
        return held.keep(PairCursors.concat(parts));
    }

    private PairCursor<Object, Object> combined(TaskScope held, CodecLease codec) throws Exception {
        boolean combiners = !outputs.isEmpty() && outputs.stream().allMatch(MapOutput::combined);
        if (combiners && outputs.size() == 1 && outputs.get(0).inMemory()) {
            return all(held, codec); // each key is there once
        }
        if (combiners && !outputs.stream().allMatch(MapOutput::inMemory)) {
            int runs = outputs.stream().mapToInt(MapOutput::runs).sum();
            if (runs <= MOST_RUNS) {
                return merged(runs, held, codec);
            }
        }
        return tabled(combiners, held, codec);
    }

    /** Combiners that are partly on disk: their runs are merged where they lie, without a table. */
    private PairCursor<Object, Object> merged(int runs, TaskScope held, CodecLease codec) {
        held.keep(resources.budget().share()).force(runs * BlockInput.BYTES_WHILE_OPEN);
        List<PairCursor<Object, Object>> cursors = new ArrayList<>(runs);
        for (MapOutput output : outputs) {
            output.openRuns(reducer, codec, run -> cursors.add(held.keep(run)));
        }
        return held.keep(new HashMerge(cursors, aggregator.mergeCombiners(), ownCopies(codec)));
    }

    /**
     * What is in memory stays there for a second attempt, or another job: a value that the user's functions might change is
     * copied before they get it.
     */
    private static UnaryOperator<Object> ownCopies(CodecLease codec) {
        return value -> Immutables.contains(value) ? value : codec.get().copy(value);
    }

    @SuppressWarnings("unchecked") // values or combiners come, as the outputs say
    private PairCursor<Object, Object> tabled(boolean combiners, TaskScope held, CodecLease codec) throws Exception {
        long expected = 0;
        for (MapOutput output : outputs) {
            expected = combiners ? Math.max(expected, output.records(reducer)) : 0;
        }
        Aggregator<Object, Object> combining = (Aggregator<Object, Object>) (Aggregator<?, ?>) aggregator;
        CombiningBuffer<Object, Object, Object> buffer =
                held.keep(new CombiningBuffer<>(resources, combining, expected, codec));
        CombineTable<Object, Object, Object> table = buffer.table();
        PairCursor<Object, Object> pairs = all(held, codec);
        UnaryOperator<Object> copy = ownCopies(codec);
        while (pairs.next()) {
            boolean shared = pairs.shared();
            if (combiners) {
                table.insertCombiner(pairs.key(), pairs.value(), shared ? copy : UnaryOperator.identity());
            } else if (shared) {
                table.insertShared(pairs.key(), pairs.value(), copy);
            } else {
                table.insert(pairs.key(), pairs.value());
            }
        }
        return held.keep(buffer.drain());
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
