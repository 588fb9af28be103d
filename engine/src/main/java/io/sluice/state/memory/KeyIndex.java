package io.sluice.state.memory;

/**
 * Finds the entry of a key: open addressing with linear probing. A word of the index holds a key's hash and its entry, so
 * that probing and growing never look at keys of other hashes. The index is cut into parts by the hash's upper bits, and each
 * part doubles at another load: together they grow a little at a time, and no batch pays for all of it. Confined.
 */
final class KeyIndex {
    private static final int PART_BITS = 6;
    private static final int PARTS = 1 << PART_BITS;
    private static final int FEWEST_SLOTS = 4;
    private static final int MOST_SLOTS = 1 << 26;

    /** The load at which the first part doubles; the others' are spread from here to twice as much. */
    private static final double LOWEST_LOAD = 0.375;

    /** Knows the keys of entries. */
    @FunctionalInterface
    interface Keys {
        boolean isOf(int entry, Object key);
    }

    private final Keys keys;

    @SuppressWarnings("unused") // written so that what is only looked at is not optimised away
    private long seen;

    private final long[][] parts = new long[PARTS][];
    private final int[] counts = new int[PARTS];
    private final int[] limits = new int[PARTS];

    /** An empty index over entries whose keys are told by {@code keys}. */
    KeyIndex(Keys keys) {
        this.keys = keys;
    }

    /** The hash under which a key is filed; spread, because a partition's keys have hash codes that are much alike. */
    static int hash(Object key) {
        int hash = key == null ? 0 : key.hashCode();
        hash = (hash ^ (hash >>> 16)) * 0x85EBCA6B;
        hash = (hash ^ (hash >>> 13)) * 0xC2B2AE35;
        return hash ^ (hash >>> 16);
    }

    /** The entry of a key, or -1. */
    int find(Object key, int hash) {
        long[] part = parts[hash >>> -PART_BITS];
        if (part == null) {
            return -1;
        }
        int mask = part.length - 1;
        int slot = hash & mask;
        for (long word = part[slot]; word != 0; word = part[slot]) {
            if ((int) (word >>> 32) == hash) {
                int entry = (int) word - 1;
                if (keys.isOf(entry, key)) {
                    return entry;
                }
            }
            slot = (slot + 1) & mask;
        }
        return -1;
    }

    /**
     * The first entry of each of some hashes, -1 where there is none. Waits for the index once for all of them: to follow one
     * probe to its end before the next begins would be to wait for each.
     */
    void expect(int[] hashes, int count, int[] entries) {
        long sum = 0;
        for (int i = 0; i < count; i++) {
            long[] part = parts[hashes[i] >>> -PART_BITS];
            sum += part == null ? 0 : part[hashes[i] & (part.length - 1)];
        }
        seen = sum;
        for (int i = 0; i < count; i++) {
            entries[i] = first(hashes[i]);
        }
    }

    private int first(int hash) {
        long[] part = parts[hash >>> -PART_BITS];
        if (part == null) {
            return -1;
        }
        int mask = part.length - 1;
        int slot = hash & mask;
        while (part[slot] != 0 && (int) (part[slot] >>> 32) != hash) {
            slot = (slot + 1) & mask;
        }
        return (int) part[slot] - 1;
    }

    /** Files an entry, whose key must not be there. */
    void add(int hash, int entry) {
        int number = hash >>> -PART_BITS;
        if (parts[number] == null) {
            parts[number] = new long[FEWEST_SLOTS];
            limits[number] = limit(number, FEWEST_SLOTS);
        } else if (counts[number] >= limits[number]) {
            grow(number);
        }
        counts[number]++;
        put(parts[number], word(hash, entry));
    }

    /** Takes an entry out; those behind it move up, so that there are no gaps to step over. */
    void remove(int hash, int entry) {
        long[] part = parts[hash >>> -PART_BITS];
        int mask = part.length - 1;
        int gap = slotOf(part, hash, entry);
        for (int slot = (gap + 1) & mask; part[slot] != 0; slot = (slot + 1) & mask) {
            int home = (int) (part[slot] >>> 32) & mask;
            if (((slot - home) & mask) >= ((slot - gap) & mask)) {
                part[gap] = part[slot];
                gap = slot;
            }
        }
        part[gap] = 0;
        counts[hash >>> -PART_BITS]--;
    }

    /** An entry has another number now. */
    void move(int hash, int entry, int to) {
        long[] part = parts[hash >>> -PART_BITS];
        part[slotOf(part, hash, entry)] = word(hash, to);
    }

    private static int slotOf(long[] part, int hash, int entry) {
        int mask = part.length - 1;
        long word = word(hash, entry);
        int slot = hash & mask;
        while (part[slot] != word) {
            if (part[slot] == 0) {
                throw new IllegalStateException("entry %d is not in the index".formatted(entry));
            }
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow(int number) {
        long[] old = parts[number];
        if (old.length == MOST_SLOTS) {
            throw new IllegalStateException("a partition of a state holds too many keys: use more partitions");
        }
        long[] part = new long[old.length * 2];
        for (long word : old) {
            if (word != 0) {
                put(part, word);
            }
        }
        parts[number] = part;
        limits[number] = limit(number, part.length);
    }

    private static void put(long[] part, long word) {
        int mask = part.length - 1;
        int slot = (int) (word >>> 32) & mask;
        while (part[slot] != 0) {
            slot = (slot + 1) & mask;
        }
        part[slot] = word;
    }

    private static int limit(int number, int slots) {
        return (int) Math.max(1, slots * LOWEST_LOAD * Math.pow(2, (double) number / PARTS));
    }

    private static long word(int hash, int entry) {
        return ((long) hash << 32) | (entry + 1);
    }
}
