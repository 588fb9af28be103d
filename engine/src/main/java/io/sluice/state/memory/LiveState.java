package io.sluice.state.memory;

import io.sluice.Tuple2;
import io.sluice.state.StatePartition;
import io.sluice.state.StateStore;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * One partition: the live table, and the version it is at. What the latest prepared batch changed can be undone until the
 * next one begins. Confined to one thread at a time, but for {@link #force}.
 */
final class LiveState<K, S> implements StatePartition<K, S> {
    private static final int LEAST_COMPACTED = 1 << 10;

    private final String name;
    private final StateLog log;
    private final HandedOut handedOut = new HandedOut();
    private EntryTable table = new EntryTable();
    private LiveStore<K, S> store;
    private volatile boolean closed;

    /** Whether the table is what the log says: not before it is read, nor after a change in place that does not count. */
    private boolean loaded;

    /** The version the table is at; while a batch is open, the one it stands on. */
    private long current = EMPTY;

    /** The version that undoing leads to. */
    private long base = EMPTY;

    /** The version that the open batch writes. */
    private long writing;

    /** Counts what ends the life of iterators. */
    private long generation;

    LiveState(String name, StateLog log) {
        this.name = name;
        this.log = log;
    }

    @Override
    public StateStore<K, S> begin(long from, long version) {
        requireNotClosed();
        if (version <= from) {
            throw new IllegalArgumentException("version %d of %s must be later than %d".formatted(version, name, from));
        }
        if (store != null) {
            abort();
        }
        generation++;
        boolean back = from < current;
        if (!loaded || (back && (from < base || handedOut.mutable()))) {
            load(from);
        } else if (back) {
            table.undoAll();
            log.undoLatest();
        } else {
            settle();
        }
        handedOut.forget();
        current = from;
        base = from;
        writing = version;
        store = new LiveStore<>(table, handedOut);
        return store;
    }

    private void load(long from) {
        loaded = false;
        table = new EntryTable();
        log.load(from, table);
        loaded = true;
    }

    private void settle() {
        int changed = table.undo().size();
        table.settle();
        log.settle();
        table.compact(log.cursor(), Math.max(LEAST_COMPACTED, 4 * changed));
    }

    @Override
    public void prepare() {
        requireOpen();
        log.write(writing, table);
        store.close();
        store = null;
        current = writing;
    }

    @Override
    public void force() {
        requireNotClosed();
        log.force();
    }

    @Override
    public void abort() {
        requireOpen();
        store.close();
        store = null;
        generation++;
        table.undoAll();
        loaded = !handedOut.mutable();
    }

    @Override
    public Iterator<Tuple2<K, S>> entries(long version) {
        requireNotClosed();
        if (store != null || !loaded || version != current) {
            throw StateErrors.gone(name, version, current);
        }
        return new Entries(version);
    }

    @Override
    public long latest() {
        return log.latest();
    }

    @Override
    public long size() {
        return table.size();
    }

    @Override
    public void close() {
        closed = true;
        generation++;
        store = null;
        loaded = false;
        table = new EntryTable();
        log.close();
    }

    private void requireOpen() {
        requireNotClosed();
        if (store == null) {
            throw new IllegalStateException("no batch of %s has begun".formatted(name));
        }
    }

    private void requireNotClosed() {
        if (closed) {
            throw new IllegalStateException("%s is closed".formatted(name));
        }
    }

    private final class Entries implements Iterator<Tuple2<K, S>> {
        private final long version;
        private final long expected = generation;
        private final TableEntries<K, S> entries = new TableEntries<>(table);

        Entries(long version) {
            this.version = version;
        }

        @Override
        public boolean hasNext() {
            if (generation != expected) {
                throw StateErrors.gone(name, version, current);
            }
            return entries.hasNext();
        }

        @Override
        public Tuple2<K, S> next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return entries.next();
        }
    }
}
