package io.sluice.embedded.shuffle;

/** Walks over entries of a table, in a given order. Confined. */
final class EntryCursor implements PairCursor<Object, Object> {
    private final Entries entries;
    private final int[] order;
    private final int end;
    private int next;
    private int entry;

    /** All entries, in the order of their first appearance. */
    EntryCursor(Entries entries) {
        this(entries, null, 0, entries.size());
    }

    /** The entries numbered by {@code order[start]} until {@code order[end]}. */
    EntryCursor(Entries entries, int[] order, int start, int end) {
        this.entries = entries;
        this.order = order;
        this.next = start;
        this.end = end;
    }

    @Override
    public boolean next() {
        if (next == end) {
            return false;
        }
        entry = order == null ? next : order[next];
        next++;
        return true;
    }

    @Override
    public Object key() {
        return entries.key(entry);
    }

    @Override
    public Object value() {
        return entries.value(entry);
    }

    @Override
    public boolean shared() {
        return true;
    }

    @Override
    public void close() {}
}
