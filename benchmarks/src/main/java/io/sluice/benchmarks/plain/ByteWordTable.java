package io.sluice.benchmarks.plain;

import io.sluice.benchmarks.program.WordTally;
import java.util.Arrays;

/**
 * Counts of words given as slices of bytes: an open-addressing table over primitive arrays. The four numbers of a slot lie
 * side by side, so that looking at one costs one cache line; the words' bytes lie in one array in the order of their first
 * appearance, the common ones together. ASCII only, so that a word's hash is that of the string. Confined to one thread.
 */
final class ByteWordTable {
    private static final int HASH = 0;
    private static final int COUNT = 1;
    private static final int START = 2;
    private static final int LENGTH = 3;
    private static final int SLOT_INTS = 4;

    private int[] slots = new int[SLOT_INTS << 16];
    private byte[] words = new byte[1 << 20];
    private int wordsEnd;
    private int size;

    /** Adds to the count of the word; {@code hash} is that of the word as a string. */
    void add(byte[] from, int start, int length, int hash, int count) {
        int slot = slot(from, start, length, hash);
        if (slots[slot + COUNT] == 0) {
            insert(slot, from, start, length, hash);
        }
        slots[slot + COUNT] += count;
        if (size * SLOT_INTS * 2 > slots.length) {
            grow();
        }
    }

    void addAll(ByteWordTable other) {
        int[] theirs = other.slots;
        for (int slot = 0; slot < theirs.length; slot += SLOT_INTS) {
            if (theirs[slot + COUNT] != 0) {
                add(
                        other.words,
                        theirs[slot + START],
                        theirs[slot + LENGTH],
                        theirs[slot + HASH],
                        theirs[slot + COUNT]);
            }
        }
    }

    WordTally tally() {
        WordTally tally = new WordTally();
        for (int slot = 0; slot < slots.length; slot += SLOT_INTS) {
            if (slots[slot + COUNT] != 0) {
                tally.add(slots[slot + HASH], slots[slot + COUNT]);
            }
        }
        return tally;
    }

    private int slot(byte[] from, int start, int length, int hash) {
        int last = slots.length - SLOT_INTS;
        int slot = (hash ^ hash >>> 15) * SLOT_INTS & last;
        while (slots[slot + COUNT] != 0 && !holds(slot, from, start, length, hash)) {
            slot = slot + SLOT_INTS & last;
        }
        return slot;
    }

    private boolean holds(int slot, byte[] from, int start, int length, int hash) {
        int at = slots[slot + START];
        return slots[slot + HASH] == hash
                && slots[slot + LENGTH] == length
                && Arrays.equals(words, at, at + length, from, start, start + length);
    }

    private void insert(int slot, byte[] from, int start, int length, int hash) {
        while (wordsEnd + length > words.length) {
            words = Arrays.copyOf(words, words.length * 2);
        }
        System.arraycopy(from, start, words, wordsEnd, length);
        slots[slot + HASH] = hash;
        slots[slot + START] = wordsEnd;
        slots[slot + LENGTH] = length;
        wordsEnd += length;
        size++;
    }

    private void grow() {
        int[] old = slots;
        slots = new int[old.length * 2];
        for (int slot = 0; slot < old.length; slot += SLOT_INTS) {
            if (old[slot + COUNT] != 0) {
                int free = slot(words, old[slot + START], old[slot + LENGTH], old[slot + HASH]);
                System.arraycopy(old, slot, slots, free, SLOT_INTS);
            }
        }
    }
}
