package io.sluice.streaming.state;

import io.sluice.Tuple2;
import io.sluice.operator.Records;
import io.sluice.state.StateEntry;
import io.sluice.state.StateStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * The values of a batch's keys in one partition: keys in the order in which they came first, the values of each in the order in
 * which they came. A table over open addresses, with values chained by their numbers: most keys have one or two, which are not
 * worth a list before they are asked for. Confined.
 */
final class Grouped<K, V> {
    private static final int FEWEST = 16;
    private static final int NONE = -1;

    private Object[] keys = new Object[FEWEST];
    private int[] hashes = new int[FEWEST];
    private int[] first = new int[FEWEST];
    private int[] last = new int[FEWEST];
    private int size;

    /** By hash, the number of a key and one more; twice as many as there is room for keys. */
    private int[] slots = new int[2 * FEWEST];

    private Object[] values = new Object[FEWEST];
    private int[] next = new int[FEWEST];
    private int valueCount;

    /** Groups the records; what is initial state among them goes to the store, where the first value of a key counts. */
    @SuppressWarnings("unchecked") // initial values are Ss, all others are Vs
    static <K, V, S> Grouped<K, V> of(Records<Tuple2<K, Object>> records, StateStore<K, S> store) throws Exception {
        Grouped<K, V> grouped = new Grouped<>();
        records.forEach(record -> {
            if (record._2() instanceof InitialState.Value initial) {
                StateEntry<K, S> entry = store.entry(record._1());
                if (!entry.exists()) {
                    entry.set((S) initial.state());
                }
            } else {
                grouped.add(record._1(), record._2());
            }
        });
        return grouped;
    }

    /** Sees a key with its entry in the store, which is marked afterwards, and its values. */
    @FunctionalInterface
    interface Visitor<K, V, S> {
        void visit(StateEntry<K, S> entry, K key, List<V> values) throws Exception;
    }

    /** Visits the keys, each once. */
    <S> void forEach(StateStore<K, S> store, Visitor<K, V, S> visitor) throws Exception {
        for (int from = 0; from < size; from += StateStore.EXPECTED) {
            int until = Math.min(size, from + StateStore.EXPECTED);
            store.expect(keys, from, until);
            for (int i = from; i < until; i++) {
                StateEntry<K, S> entry = store.entry(key(i));
                visitor.visit(entry, key(i), values(i));
                entry.mark();
            }
        }
    }

    @SuppressWarnings("unchecked") // only Ks are added
    private K key(int number) {
        return (K) keys[number];
    }

    @SuppressWarnings("unchecked") // only Vs are added
    private List<V> values(int number) {
        List<V> list = new ArrayList<>(last[number] == first[number] ? 1 : 4);
        for (int value = first[number]; value != NONE; value = next[value]) {
            list.add((V) values[value]);
        }
        return list;
    }

    private void add(Object key, Object value) {
        if (valueCount == values.length) {
            values = Arrays.copyOf(values, valueCount * 2);
            next = Arrays.copyOf(next, valueCount * 2);
        }
        values[valueCount] = value;
        next[valueCount] = NONE;
        int hash = Pane.spread(key);
        int slot = hash & (slots.length - 1);
        while (slots[slot] != 0 && !holds(slots[slot] - 1, key, hash)) {
            slot = (slot + 1) & (slots.length - 1);
        }
        if (slots[slot] == 0) {
            slots[slot] = size + 1;
            addKey(key, hash);
        } else {
            int number = slots[slot] - 1;
            next[last[number]] = valueCount;
            last[number] = valueCount;
        }
        valueCount++;
    }

    private boolean holds(int number, Object key, int hash) {
        return hashes[number] == hash && Objects.equals(keys[number], key);
    }

    private void addKey(Object key, int hash) {
        keys[size] = key;
        hashes[size] = hash;
        first[size] = valueCount;
        last[size] = valueCount;
        size++;
        if (size == keys.length) {
            grow();
        }
    }

    private void grow() {
        keys = Arrays.copyOf(keys, size * 2);
        hashes = Arrays.copyOf(hashes, size * 2);
        first = Arrays.copyOf(first, size * 2);
        last = Arrays.copyOf(last, size * 2);
        slots = new int[size * 4];
        for (int number = 0; number < size; number++) {
            int slot = hashes[number] & (slots.length - 1);
            while (slots[slot] != 0) {
                slot = (slot + 1) & (slots.length - 1);
            }
            slots[slot] = number + 1;
        }
    }
}
