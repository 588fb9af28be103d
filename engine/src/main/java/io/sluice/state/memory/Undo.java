package io.sluice.state.memory;

import io.sluice.state.StateEntry;
import java.util.Arrays;

/**
 * The entries that a batch changed, in the order of their first change, and what they held before. Confined.
 *
 * <p>Texts that the batch asked with are kept until the changes are written: they came one after the other and lie close to
 * each other, while the equal ones of the table are all over the memory.
 */
final class Undo {
    private static final int FEWEST = 64;
    private static final int KEEP = 1 << 16;

    private int[] entries = new int[FEWEST];
    private boolean[] existed = new boolean[FEWEST];
    private long[] longs = new long[FEWEST];
    private long[] deadlines = new long[FEWEST];
    private Object[] objects = new Object[FEWEST];
    private String[] texts = new String[FEWEST];
    private boolean anyObjects;
    private boolean anyTexts;
    private int size;

    int size() {
        return size;
    }

    int entry(int change) {
        return entries[change];
    }

    /** The entries of all changes, and then some that mean nothing; of no use once there is another change. */
    int[] entries() {
        return entries;
    }

    boolean existed(int change) {
        return existed[change];
    }

    /** The key of a changed entry, for as long as the changes are not written. */
    Object key(int change, Page page, int index) {
        return texts[change] == null ? page.keys[index] : texts[change];
    }

    /** Lets go of the texts that the batch asked with. */
    void forgetTexts() {
        if (anyTexts) {
            Arrays.fill(texts, 0, size, null);
            anyTexts = false;
        }
    }

    /**
     * Notes what an entry holds, before its first change.
     *
     * @param asked the key that the batch asked with, which equals the entry's
     */
    void note(int entry, Page page, int index, Object asked) {
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
            longs[size] = page.longs[index];
        }
        if (asked instanceof String text) {
            texts[size] = text;
            anyTexts = true;
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
            page.longs[index] = longs[change];
        }
        page.deadline(index, deadlines[change]);
    }

    void clear() {
        if (anyObjects) {
            Arrays.fill(objects, 0, size, null);
            anyObjects = false;
        }
        forgetTexts();
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
        texts = Arrays.copyOf(texts, capacity);
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
