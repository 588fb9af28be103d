package io.sluice.state.memory;

import io.sluice.key.KeyDigest;
import io.sluice.state.StateEntry;
import java.util.Arrays;

/**
 * The keys, values and deadlines of one partition, and what the running batch has changed of them. An entry has a number,
 * which stays its own as long as the batch can be undone: a removed entry keeps its key and number until {@link #settle}, so
 * that undoing is putting values back. Numbers that became free are given to new keys, or, from the tail, to entries that
 * {@link #compact} moves. Confined.
 */
final class EntryTable {
    private static final Page[] NO_PAGES = {};
    private static final int[] NO_ENTRIES = {};

    /** Of how many entries, by 64, the changed ones are brought near the processor at a time. */
    private static final int WORDS_AHEAD = 8;

    private final KeyIndex index = new KeyIndex(this::isOf);
    private final KeyDigest asked = new KeyDigest();
    private final ExpectedKeys expected = new ExpectedKeys();
    private final Undo undo = new Undo();
    private final DeadlineIndex deadlines = new DeadlineIndex(this);
    private final ReadKeys readKeys = new ReadKeys();
    private Page[] pages = NO_PAGES;
    private int end;
    private int size;
    private int[] free = NO_ENTRIES;
    private int freeCount;
    private int compacted;

    /** Whether entries have a {@link KeyDigest}; decided by the first key. */
    private boolean digested;

    @SuppressWarnings("unused") // written so that what is only looked at is not optimised away
    private long seen;

    /** One more than the highest number in use. */
    int end() {
        return end;
    }

    /** How many entries hold a value. */
    int size() {
        return size;
    }

    /** The first and the latest changes of the batch, and what was before. */
    Undo undo() {
        return undo;
    }

    DeadlineIndex deadlines() {
        return deadlines;
    }

    ReadKeys readKeys() {
        return readKeys;
    }

    Page page(int entry) {
        return pages[entry >>> Page.SHIFT];
    }

    Object key(int entry) {
        return pages[entry >>> Page.SHIFT].keys[entry & Page.MASK];
    }

    boolean exists(int entry) {
        return page(entry).exists(entry & Page.MASK);
    }

    boolean isChanged(int entry) {
        return page(entry).isChanged(entry & Page.MASK);
    }

    Object value(int entry) {
        return page(entry).value(entry & Page.MASK);
    }

    long deadline(int entry) {
        return page(entry).deadline(entry & Page.MASK);
    }

    /** The entry of a key, which may hold no value any more; -1 if there is none. */
    int find(Object key, int hash) {
        if (digested) {
            asked.take(key);
        }
        return index.find(key, hash);
    }

    private int find(Object key, int hash, int likely) {
        if (digested) {
            asked.take(key);
        }
        return isOf(likely, key) ? likely : index.find(key, hash);
    }

    private boolean isOf(int entry, Object key) {
        Page page = page(entry);
        int at = entry & Page.MASK;
        if (digested) {
            return page.hasDigest(at, asked) && (asked.isExact() || key.equals(page.keys[at]));
        }
        Object stored = page.keys[at];
        return stored == key || (key != null && key.equals(stored));
    }

    /**
     * Looks for keys that are about to be asked for. One lookup waits for memory some three times in a row; here the waits of
     * all keys go side by side, step by step (benchmark: StateBenchmark).
     */
    void expect(Object[] keys, int from, int until) {
        expected.begin(keys, from, until);
        int count = until - from;
        index.expect(expected.hashes, count, expected.entries);
        look(expected.entries, count);
        for (int i = 0; i < count; i++) {
            if (expected.entries[i] >= 0) {
                expected.entries[i] = find(keys[from + i], expected.hashes[i], expected.entries[i]);
            }
        }
    }

    /** The keys that {@link #expect} has looked for. */
    ExpectedKeys expected() {
        return expected;
    }

    /** Brings near the processor keys that are about to be read one after the other. */
    void expectKeys(int from, int until) {
        int sum = 0;
        for (int entry = from; entry < Math.min(end, until); entry++) {
            sum += key(entry) instanceof String key ? key.hashCode() : 0;
        }
        seen = sum;
    }

    private void look(int[] entries, int count) {
        long sum = 0;
        for (int i = 0; i < count; i++) {
            if (entries[i] >= 0) {
                Page page = page(entries[i]);
                int at = entries[i] & Page.MASK;
                sum += page.touch(at);
            }
        }
        for (int i = 0; i < count && !digested; i++) {
            sum += entries[i] >= 0 && key(entries[i]) instanceof String key ? key.hashCode() : 0;
        }
        seen = sum;
    }

    /** Sets the value of an entry; of a new one for the key, if the entry is -1. */
    int set(int found, Object key, int hash, Object value) {
        int entry = found >= 0 ? found : addNew(key, hash);
        Page page = page(entry);
        int at = entry & Page.MASK;
        change(entry, page, at);
        Page.Lane lane = page.lane;
        page.value(at, value);
        if (page.lane != lane && lane != Page.Lane.UNDECIDED) {
            undo.box(lane, entry >>> Page.SHIFT);
        }
        if (!page.exists(at)) {
            page.exists(at, true);
            page.deadline(at, StateEntry.NEVER);
            size++;
        }
        return entry;
    }

    void remove(int entry) {
        Page page = page(entry);
        int at = entry & Page.MASK;
        change(entry, page, at);
        page.exists(at, false);
        page.deadline(at, StateEntry.NEVER);
        if (page.lane == Page.Lane.OBJECT) {
            page.objects[at] = null;
        }
        size--;
    }

    void expireAt(int entry, long millis) {
        Page page = page(entry);
        int at = entry & Page.MASK;
        if (page.deadline(at) != millis) {
            change(entry, page, at);
            page.deadline(at, millis);
            deadlines.place(entry, millis);
        }
    }

    /** Puts an entry that is not the batch's doing: there is nothing to undo. */
    void put(Object key, int hash, Object value, long deadline) {
        int found = find(key, hash);
        int entry = found >= 0 ? found : add(key, hash);
        readKeys.read(key);
        Page page = page(entry);
        int at = entry & Page.MASK;
        page.value(at, value);
        if (!page.exists(at)) {
            page.exists(at, true);
            size++;
        }
        page.deadline(at, deadline);
        deadlines.place(entry, deadline);
    }

    /** Removes an entry, if it is there, without the batch's doing. */
    void drop(Object key, int hash) {
        int entry = find(key, hash);
        if (entry >= 0) {
            page(entry).exists(entry & Page.MASK, false);
            size--;
            release(entry);
        }
    }

    /** Sees one entry at a time. */
    @FunctionalInterface
    interface Visitor {
        void visit(Page page, int at);
    }

    /** Visits what the batch changed, in the order in which it lies in memory. */
    void forEachChange(Visitor visitor) {
        for (int first = 0; first < end; first += Page.SIZE) {
            Page page = page(first);
            for (int word = 0; word < page.changed.length && page.changes > 0; word += WORDS_AHEAD) {
                seen = page.touchChanges(word, word + WORDS_AHEAD);
                for (int i = word; i < word + WORDS_AHEAD; i++) {
                    for (long bits = page.changed[i]; bits != 0; bits &= bits - 1) {
                        visitor.visit(page, (i << 6) + Long.numberOfTrailingZeros(bits));
                    }
                }
            }
        }
    }

    /** What the batch changed counts: gives the numbers of removed entries back. */
    void settle() {
        for (int first = 0; first < end; first += Page.SIZE) {
            Page page = page(first);
            for (int word = 0; word < page.changed.length && page.changes > 0; word++) {
                for (long gone = page.changed[word] & ~page.exists[word]; gone != 0; gone &= gone - 1) {
                    release(first + (word << 6) + Long.numberOfTrailingZeros(gone));
                }
                page.changes -= Long.bitCount(page.changed[word]);
                page.changed[word] = 0;
            }
        }
        undo.clear();
        expected.forget();
    }

    /** Puts back what the batch changed. */
    void undoAll() {
        for (int i = 0; i < undo.size(); i++) {
            int entry = undo.entry(i);
            Page page = page(entry);
            int at = entry & Page.MASK;
            page.markUnchanged(at);
            boolean exists = page.exists(at);
            if (undo.existed(i)) {
                undo.restore(i, page, at);
                page.exists(at, true);
                size += exists ? 0 : 1;
                deadlines.place(entry, page.deadline(at));
            } else {
                page.exists(at, false);
                size -= exists ? 1 : 0;
                release(entry);
            }
        }
        undo.clear();
        expected.forget();
    }

    /**
     * If a good part of the numbers is free, fills those from one on with entries from the tail, looking at no more than so
     * many. Only when settled.
     *
     * @param lowest the least number that may change hands
     */
    void compact(int lowest, int atMost) {
        if (end - size < Math.max(Page.SIZE, end / 4)) {
            return;
        }
        int from = compacted < lowest || compacted >= end ? lowest : compacted;
        compacted = from + atMost;
        for (int entry = from; entry < end && entry - from < atMost; entry++) {
            if (!exists(entry)) {
                trimTail();
                if (entry < end) {
                    move(end - 1, entry);
                }
            }
        }
        trimTail();
    }

    private void trimTail() {
        while (end > 0 && !exists(end - 1)) {
            end--;
        }
    }

    private void move(int from, int to) {
        Page source = page(from);
        int at = from & Page.MASK;
        Object key = source.keys[at];
        long deadline = source.deadline(at);
        Page target = page(to);
        asked.take(key);
        target.key(to & Page.MASK, key, asked);
        target.value(to & Page.MASK, source.value(at));
        target.exists(to & Page.MASK, true);
        target.deadline(to & Page.MASK, deadline);
        source.exists(at, false);
        source.clear(at);
        index.move(KeyIndex.hash(key), from, to);
        deadlines.place(to, deadline);
        end = from;
    }

    private void change(int entry, Page page, int at) {
        if (!page.isChanged(at)) {
            page.markChanged(at);
            undo.note(entry, page, at);
        }
    }

    private int addNew(Object key, int hash) {
        readKeys.adding(key);
        return add(key, hash);
    }

    private int add(Object key, int hash) {
        int entry = freeEntry();
        int at = entry & Page.MASK;
        int number = entry >>> Page.SHIFT;
        if (number == pages.length) {
            pages = Arrays.copyOf(pages, Math.max(4, pages.length * 2));
        }
        if (pages[number] == null) {
            digested = pages[0] == null ? KeyDigest.isFor(key) : digested;
            pages[number] = new Page(number > 0, digested);
        }
        Page page = pages[number];
        page.ensure(at);
        asked.take(key);
        page.key(at, key, asked);
        index.add(hash, entry);
        return entry;
    }

    /** A number of the free list may be in use again, or be beyond the end, after the tail was moved. */
    private int freeEntry() {
        while (freeCount > 0) {
            int entry = free[--freeCount];
            if (entry < end && !exists(entry) && !isChanged(entry)) {
                return entry;
            }
        }
        return end++;
    }

    private void release(int entry) {
        Page page = page(entry);
        int at = entry & Page.MASK;
        index.remove(KeyIndex.hash(page.keys[at]), entry);
        page.clear(at);
        if (freeCount == free.length) {
            free = Arrays.copyOf(free, Math.max(16, free.length * 2));
        }
        free[freeCount++] = entry;
    }
}
