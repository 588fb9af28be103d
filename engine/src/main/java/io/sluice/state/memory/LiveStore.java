package io.sluice.state.memory;

import io.sluice.state.StateEntry;
import io.sluice.state.StateStore;
import java.util.Arrays;

/** The table as an operator sees it during a batch. Confined to the task; of no use once the batch is prepared or aborted. */
final class LiveStore<K, S> implements StateStore<K, S> {
    private final EntryTable table;
    private final HandedOut handedOut;
    private final Cursor cursor = new Cursor();
    private long[] marks = {};
    private boolean open = true;

    LiveStore(EntryTable table, HandedOut handedOut) {
        this.table = table;
        this.handedOut = handedOut;
    }

    @Override
    public StateEntry<K, S> entry(K key) {
        requireOpen();
        ExpectedKeys expected = table.expected();
        boolean known = expected.isNext(key);
        int hash = known ? expected.hash() : KeyIndex.hash(key);
        int entry = known ? expected.entry() : -1;
        if (entry < 0) { // one that was not there may have been added since
            entry = table.find(key, hash);
        }
        return cursor.at(entry, key, hash, entry >= 0 && table.exists(entry));
    }

    @Override
    public void expect(Object[] keys, int from, int until) {
        table.expect(keys, from, until);
    }

    @Override
    public void forEach(Visitor<K, S> visitor) throws Exception {
        forEachBut(new long[0], visitor);
    }

    @Override
    public void forEachUnmarked(Visitor<K, S> visitor) throws Exception {
        forEachBut(marks, visitor);
    }

    private void forEachBut(long[] marked, Visitor<K, S> visitor) throws Exception {
        requireOpen();
        int end = table.end();
        for (int first = 0; first < end; first += Page.SIZE) {
            Page page = table.page(first);
            for (int word = 0; word < page.exists.length; word++) {
                int all = (first >>> 6) + word;
                long passedOver = all < marked.length ? marked[all] : 0;
                for (long bits = page.exists[word] & ~passedOver; bits != 0; bits &= bits - 1) {
                    int at = (word << 6) + Long.numberOfTrailingZeros(bits);
                    visitor.visit(cursor.atKnown(first + at, page.keys[at]));
                }
            }
        }
    }

    @Override
    public void forEachExpired(long nowMillis, Visitor<K, S> visitor) throws Exception {
        requireOpen();
        DeadlineIndex deadlines = table.deadlines();
        int[] due = new int[16];
        int count = 0;
        for (int entry = deadlines.nextDue(nowMillis); entry >= 0; entry = deadlines.nextDue(nowMillis)) {
            due = count == due.length ? Arrays.copyOf(due, count * 2) : due;
            due[count++] = entry;
        }
        try {
            for (int i = 0; i < count; i++) {
                visitor.visit(cursor.atKnown(due[i], table.key(due[i])));
            }
        } finally {
            for (int i = 0; i < count; i++) { // one that was left as it is, or not reached, must be found next time
                deadlines.place(due[i], table.deadline(due[i]));
            }
        }
    }

    @Override
    public void checkNewKeys(KeyCheck check) {
        table.readKeys().checkBy(check);
    }

    @Override
    public long size() {
        return table.size();
    }

    void close() {
        open = false;
    }

    private void requireOpen() {
        if (!open) {
            throw new IllegalStateException("the batch of this store is over");
        }
    }

    private final class Cursor implements StateEntry<K, S> {
        private int entry;
        private int hash;
        private Object key;
        private boolean exists;

        Cursor at(int newEntry, Object newKey, int newHash, boolean existsNow) {
            entry = newEntry;
            key = newKey;
            hash = newHash;
            exists = existsNow;
            return this;
        }

        Cursor atKnown(int newEntry, Object newKey) {
            return at(newEntry, newKey, 0, true);
        }

        @Override
        @SuppressWarnings("unchecked") // only keys are stored there
        public K key() {
            return (K) key;
        }

        @Override
        public boolean exists() {
            return exists;
        }

        @Override
        @SuppressWarnings("unchecked") // only values are stored there
        public S value() {
            if (!exists) {
                return null;
            }
            Object value = table.value(entry);
            handedOut.look(value);
            return (S) value;
        }

        @Override
        public void set(S value) {
            if (value == null) {
                throw new IllegalArgumentException("a state value is not null: remove() ends the state of a key");
            }
            requireOpen();
            entry = table.set(entry, key, hash, value);
            exists = true;
        }

        @Override
        public void remove() {
            requireOpen();
            if (exists) {
                table.remove(entry);
                exists = false;
            }
        }

        @Override
        public void mark() {
            requireOpen();
            if (exists) {
                if (entry >>> 6 >= marks.length) {
                    marks = Arrays.copyOf(marks, Math.max(entry >>> 6, table.end() >>> 6) + 1 + marks.length / 2);
                }
                marks[entry >>> 6] |= 1L << entry;
            }
        }

        @Override
        public long deadline() {
            return exists ? table.deadline(entry) : NEVER;
        }

        @Override
        public void expireAt(long millis) {
            requireOpen();
            if (!exists) {
                throw new IllegalStateException("a key without a value cannot expire");
            }
            table.expireAt(entry, millis);
        }
    }
}
