package io.sluice.state.memory;

import io.sluice.state.StateEntry;
import java.util.Arrays;
import java.util.TreeMap;

/**
 * Which entries come due when. An entry lies under one time, at or before its deadline, and is moved on when that time has
 * come: so a deadline that is put off costs nothing until then. Times far away are in buckets, those of buckets that have been
 * opened in a heap. It may know entries that are gone or have moved on, and tells them apart by what their page says of their
 * place. Confined.
 */
final class DeadlineIndex {
    private static final int BUCKET_SHIFT = 10;
    private static final int FEWEST = 16;

    private final EntryTable table;
    private final TreeMap<Long, Bucket> far = new TreeMap<>();
    private long openedUntil = Long.MIN_VALUE;
    private long[] times = new long[FEWEST];
    private int[] entries = new int[FEWEST];
    private int size;

    /** Entries whose times share their upper bits. */
    private static final class Bucket {
        private int[] entries = new int[FEWEST];
        private int size;

        void add(int entry) {
            if (size == entries.length) {
                entries = Arrays.copyOf(entries, size * 2);
            }
            entries[size++] = entry;
        }
    }

    DeadlineIndex(EntryTable table) {
        this.table = table;
    }

    /** The entry comes due at a time, unless it lies under an earlier one already. */
    void place(int entry, long deadline) {
        if (deadline == StateEntry.NEVER) {
            return;
        }
        Page page = table.page(entry);
        int at = entry & Page.MASK;
        if (page.placed[at] <= deadline) {
            return;
        }
        page.placed[at] = deadline;
        if (deadline < openedUntil) {
            push(deadline, entry);
        } else {
            far.computeIfAbsent(deadline >> BUCKET_SHIFT, number -> new Bucket())
                    .add(entry);
        }
    }

    /**
     * Takes out the entry whose deadline is the earliest at or before now. Whoever takes one out places it again if it is to
     * be found again.
     *
     * @return the entry, or -1 if none is due
     */
    int nextDue(long now) {
        open(now);
        while (size > 0 && times[0] <= now) {
            long time = times[0];
            int entry = pop();
            Page page = table.page(entry);
            int at = entry & Page.MASK;
            if (page.placed[at] == time) {
                page.placed[at] = StateEntry.NEVER;
                long deadline = page.deadline(at);
                if (deadline > time) {
                    place(entry, deadline);
                } else if (page.exists(at)) {
                    return entry;
                }
            }
        }
        return -1;
    }

    /** What comes due by now is in the heap afterwards, and so is what is placed there from now on. */
    private void open(long now) {
        openedUntil = Math.max(openedUntil, ((now >> BUCKET_SHIFT) + 1) << BUCKET_SHIFT);
        while (!far.isEmpty() && far.firstKey() << BUCKET_SHIFT <= now) {
            long number = far.firstKey();
            Bucket bucket = far.pollFirstEntry().getValue();
            for (int i = 0; i < bucket.size; i++) {
                int entry = bucket.entries[i];
                Page page = table.page(entry);
                long time = page.placed[entry & Page.MASK];
                if (time >> BUCKET_SHIFT == number) {
                    push(time, entry);
                }
            }
        }
    }

    private void push(long time, int entry) {
        if (size == times.length) {
            times = Arrays.copyOf(times, size * 2);
            entries = Arrays.copyOf(entries, size * 2);
        }
        int at = size++;
        while (at > 0 && times[(at - 1) >>> 1] > time) {
            times[at] = times[(at - 1) >>> 1];
            entries[at] = entries[(at - 1) >>> 1];
            at = (at - 1) >>> 1;
        }
        times[at] = time;
        entries[at] = entry;
    }

    private int pop() {
        int top = entries[0];
        long time = times[--size];
        int entry = entries[size];
        int at = 0;
        for (int child = 1; child < size; child = 2 * at + 1) {
            if (child + 1 < size && times[child + 1] < times[child]) {
                child++;
            }
            if (times[child] >= time) {
                break;
            }
            times[at] = times[child];
            entries[at] = entries[child];
            at = child;
        }
        times[at] = time;
        entries[at] = entry;
        return top;
    }
}
