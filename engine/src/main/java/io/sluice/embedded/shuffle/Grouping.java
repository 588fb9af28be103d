package io.sluice.embedded.shuffle;

import static java.util.Objects.requireNonNull;

import io.sluice.Tuple2;
import io.sluice.lineage.Aggregator;
import io.sluice.operator.Records;
import io.sluice.operator.Sink;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/**
 * One partition of several keyed inputs grouped by key: for each key that any of them has, a list of values for each input,
 * in the order they came; an input without the key gives an empty list. Spills as a {@link ShuffleReader} does; the groups
 * of one key must fit in memory. Confined to one task, to be read once.
 */
public final class Grouping<K> implements Records<Tuple2<K, List<Object>[]>> {
    private final ShuffleResources resources;
    private final List<? extends Records<? extends Tuple2<K, ?>>> inputs;
    private final Consumer<? super AutoCloseable> onTaskEnd;

    /**
     * A grouping that has read nothing.
     *
     * @param inputs the same partition of each input, all partitioned alike
     * @param onTaskEnd takes what to close when the task ends, however it ends
     */
    public Grouping(
            ShuffleResources resources,
            List<? extends Records<? extends Tuple2<K, ?>>> inputs,
            Consumer<? super AutoCloseable> onTaskEnd) {
        this.resources = requireNonNull(resources, "resources");
        this.inputs = List.copyOf(inputs);
        this.onTaskEnd = requireNonNull(onTaskEnd, "onTaskEnd");
    }

    /** A value and the number of the input it came from; one instance serves for all. */
    private static final class Tagged {
        private int input;
        private Object value;
    }

    @Override
    public Iterator<Tuple2<K, List<Object>[]>> iterator() throws Exception {
        return new PairIterator<>(open());
    }

    @Override
    public void forEach(Sink<? super Tuple2<K, List<Object>[]>> sink) throws Exception {
        try (PairCursor<K, List<Object>[]> groups = open()) {
            while (groups.next()) {
                sink.accept(groups.pair());
            }
        }
    }

    private PairCursor<K, List<Object>[]> open() throws Exception {
        TaskScope held = new TaskScope();
        onTaskEnd.accept(held);
        try {
            return group(held);
        } catch (Throwable e) {
            held.close();
            throw e;
        }
    }

    @SuppressWarnings("unchecked") // the table holds these keys and lists
    private PairCursor<K, List<Object>[]> group(TaskScope held) throws Exception {
        CodecLease codec = held.keep(new CodecLease(resources.codecs()));
        CombiningBuffer<K, Tagged, List<Object>[]> buffer =
                held.keep(new CombiningBuffer<>(resources, grouping(inputs.size()), 0, codec));
        CombineTable<K, Tagged, List<Object>[]> table = buffer.table();
        Tagged tagged = new Tagged();
        for (int i = 0; i < inputs.size(); i++) {
            tagged.input = i;
            inputs.get(i).forEach(pair -> {
                tagged.value = pair._2();
                table.insert(pair._1(), tagged);
            });
        }
        tagged.value = null;
        PairCursor<K, List<Object>[]> groups = (PairCursor<K, List<Object>[]>) (PairCursor<?, ?>) buffer.drain();
        return new WithEmptyLists<>(groups, held);
    }

    private static Aggregator<Tagged, List<Object>[]> grouping(int inputs) {
        return new Aggregator<>(first -> put(emptyGroup(inputs), first), Grouping::put, Grouping::join, false);
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type can only be made so
    private static List<Object>[] emptyGroup(int inputs) {
        return new List[inputs];
    }

    private static List<Object>[] put(List<Object>[] group, Tagged tagged) {
        List<Object> values = group[tagged.input];
        if (values == null) {
            values = new ArrayList<>(2);
            group[tagged.input] = values;
        }
        values.add(tagged.value);
        return group;
    }

    private static List<Object>[] join(List<Object>[] earlier, List<Object>[] later) {
        for (int i = 0; i < earlier.length; i++) {
            if (earlier[i] == null) {
                earlier[i] = later[i];
            } else if (later[i] != null) {
                earlier[i].addAll(later[i]);
            }
        }
        return earlier;
    }

    /** Fills in the lists that were not needed while grouping. Confined. */
    private record WithEmptyLists<K>(PairCursor<K, List<Object>[]> groups, TaskScope held)
            implements PairCursor<K, List<Object>[]> {
        @Override
        public boolean next() throws Exception {
            if (groups.next()) {
                return true;
            }
            close();
            return false;
        }

        @Override
        public K key() {
            return groups.key();
        }

        @Override
        public List<Object>[] value() {
            List<Object>[] lists = groups.value();
            for (int i = 0; i < lists.length; i++) {
                if (lists[i] == null) {
                    lists[i] = List.of();
                }
            }
            return lists;
        }

        @Override
        public void close() {
            groups.close();
            held.close();
        }
    }
}
