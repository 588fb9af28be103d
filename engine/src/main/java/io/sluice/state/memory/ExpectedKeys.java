package io.sluice.state.memory;

/**
 * Some keys that were looked for side by side, before a batch asks for them one after the other. An entry that was found stays
 * the key's own for the length of the batch. Confined.
 */
final class ExpectedKeys {
    private static final Object[] NONE = {};

    /** The hash of each key, by the order in which they are expected. */
    int[] hashes = {};

    /** The entry of each key, -1 if there was none. */
    int[] entries = {};

    private Object[] keys = NONE;
    private int offset;
    private int count;
    private int next;

    /** Expects the keys of a part of an array, which is read until the next call. */
    void begin(Object[] newKeys, int from, int until) {
        keys = newKeys;
        offset = from;
        count = until - from;
        next = 0;
        if (hashes.length < count) {
            hashes = new int[count];
            entries = new int[count];
        }
        for (int i = 0; i < count; i++) {
            hashes[i] = KeyIndex.hash(keys[from + i]);
        }
    }

    /** Whether a key is the next one that was expected; if so, {@link #hash} and {@link #entry} are its own. */
    boolean isNext(Object key) {
        if (next < count && keys[offset + next] == key) {
            next++;
            return true;
        }
        return false;
    }

    int hash() {
        return hashes[next - 1];
    }

    int entry() {
        return entries[next - 1];
    }

    /** Expects nothing any more. */
    void forget() {
        keys = NONE;
        count = 0;
        next = 0;
    }
}
