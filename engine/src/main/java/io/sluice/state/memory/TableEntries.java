package io.sluice.state.memory;

import io.sluice.Tuple2;
import io.sluice.state.StateStore;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** The keys of a table that hold a value, and their values, in the order of their entries. Confined. */
final class TableEntries<K, S> implements Iterator<Tuple2<K, S>> {
    private final EntryTable table;
    private int next = -1;

    TableEntries(EntryTable table) {
        this.table = table;
        step();
    }

    private void step() {
        do {
            next++;
            if (next % StateStore.EXPECTED == 0) {
                table.expectKeys(next, next + StateStore.EXPECTED);
            }
        } while (next < table.end() && !table.exists(next));
    }

    @Override
    public boolean hasNext() {
        return next < table.end();
    }

    @Override
    @SuppressWarnings("unchecked") // only keys and values are stored there
    public Tuple2<K, S> next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        Tuple2<K, S> entry = new Tuple2<>((K) table.key(next), (S) table.value(next));
        step();
        return entry;
    }
}
