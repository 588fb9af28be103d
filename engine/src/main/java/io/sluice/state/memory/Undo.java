package io.sluice.state.memory;

import io.sluice.state.StateEntry;
import java.util.Arrays;

/** The entries that a batch changed, in the order of their first change, and what they held before. Confined. */
final class Undo {
    private static final int FEWEST = 64;
    private static final int KEEP = 1 << 16;

    private int[] entries = new int[FEWEST];
    private boolean[] existed = new boolean[FEWEST];
    private long[] longs = new long[FEWEST];
    private long[] deadlines = new long[FEWEST];
    private Object[] objects = new Object[FEWEST];
    private boolean anyObjects;
    private int size;

    int size() {
        return size;
    }

    int entry(int change) {
        return entries[change];
    }

    boolean existed(int change) {
        return existed[change];
    }

    /** Notes what an entry holds, before its first change. */
    void note(int entry, Page page, int index) {
        if (size == entries.length) {
            resize(size * 2);
        }
        entries[size] = entry;
        boolean now = page.exists(index);
        existed[size] = now;
        deadlines[size] = now ? page.deadline(index) : StateEntry.NEVER;
        if (now && page.lane == Page.Lane.OBJECT) {
            objects[size] = page.objects[index];
            anyObjects = true;
        } else if (now) {
            longs[size] = page.number(index);
        }
        size++;
    }

    /** A page keeps objects from now on: what was noted of its entries must be of the same kind. */
    void box(Page.Lane before, int pageNumber) {
        for (int i = 0; i < size; i++) {
            if (existed[i] && entries[i] >>> Page.SHIFT == pageNumber) {
                objects[i] = boxed(before, longs[i]);
                anyObjects = true;
            }
        }
    }

    /** Gives an entry back what it held; its existence is the caller's to see to. */
    void restore(int change, Page page, int index) {
        if (page.lane == Page.Lane.OBJECT) {
            page.objects[index] = objects[change];
        } else {
            page.number(index, longs[change]);
        }
        page.deadline(index, deadlines[change]);
    }

    void clear() {
        if (anyObjects) {
            Arrays.fill(objects, 0, size, null);
            anyObjects = false;
        }
        if (entries.length > KEEP && size < entries.length / 8) {
            size = 0;
            resize(Math.max(FEWEST, entries.length / 4));
        }
        size = 0;
    }

    private void resize(int capacity) {
        entries = Arrays.copyOf(entries, capacity);
        existed = Arrays.copyOf(existed, capacity);
        longs = Arrays.copyOf(longs, capacity);
        deadlines = Arrays.copyOf(deadlines, capacity);
        objects = Arrays.copyOf(objects, capacity);
    }

    private static Object boxed(Page.Lane lane, long value) {
        return switch (lane) {
            case INTEGER -> (int) value;
            case LONG -> value;
            case DOUBLE -> Double.longBitsToDouble(value);
            case OBJECT, UNDECIDED -> throw new IllegalStateException("no number");
        };
    }
}
