package io.sluice.embedded.shuffle;

import java.util.Arrays;

/** The order of keys in spilled combined values: by hash code; keys with equal hash codes in any order. Stateless. */
final class HashOrder {
    private HashOrder() {}

    /** The hash code that runs are merged by; 0 for null. */
    static int hash(Object key) {
        return key == null ? 0 : key.hashCode();
    }

    /** Sorts numbers of entries by the hash codes of their keys. */
    static void sort(Entries table, int[] entries) {
        long[] tagged = new long[entries.length];
        for (int i = 0; i < entries.length; i++) {
            tagged[i] = ((long) hash(table.key(entries[i])) << 32) | entries[i];
        }
        Arrays.sort(tagged);
        for (int i = 0; i < entries.length; i++) {
            entries[i] = (int) tagged[i];
        }
    }
}
