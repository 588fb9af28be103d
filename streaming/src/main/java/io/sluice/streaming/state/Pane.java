package io.sluice.streaming.state;

import io.sluice.state.StateStore;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Objects;

/**
 * The pairs that one batch brought into a window, reduced, each key once: what is taken out when the batch leaves. Finds a
 * key by an index over open addresses, made when first asked; a hash code may be another one after a restart.
 */
final class Pane implements Serializable {
    private static final int NONE = -1;

    private Object[] keys = new Object[16];
    private Object[] values = new Object[16];
    private int size;
    private transient int[] index;

    void add(Object key, Object value) {
        if (size == keys.length) {
            keys = Arrays.copyOf(keys, size * 2);
            values = Arrays.copyOf(values, size * 2);
        }
        keys[size] = key;
        values[size] = value;
        size++;
    }

    /** Gives back what is not used, when all is in. */
    void trim() {
        keys = Arrays.copyOf(keys, size);
        values = Arrays.copyOf(values, size);
    }

    int size() {
        return size;
    }

    Object key(int at) {
        return keys[at];
    }

    Object value(int at) {
        return values[at];
    }

    /** Has the store look for the next keys, now and then, on a walk through all. */
    void expect(StateStore<Object, ?> store, int at) {
        if (at % StateStore.EXPECTED == 0) {
            store.expect(keys, at, Math.min(size, at + StateStore.EXPECTED));
        }
    }

    /** Where a key is, or a negative number. */
    int find(Object key) {
        if (index == null) {
            index = indexed();
        }
        int slot = slot(key, index.length);
        while (index[slot] != NONE && !Objects.equals(keys[index[slot]], key)) {
            slot = slot + 1 == index.length ? 0 : slot + 1;
        }
        return index[slot];
    }

    private int[] indexed() {
        int[] slots = new int[Integer.highestOneBit(Math.max(1, size)) * 4];
        Arrays.fill(slots, NONE);
        for (int at = 0; at < size; at++) {
            int slot = slot(keys[at], slots.length);
            while (slots[slot] != NONE) {
                slot = slot + 1 == slots.length ? 0 : slot + 1;
            }
            slots[slot] = at;
        }
        return slots;
    }

    private static int slot(Object key, int slots) {
        return spread(key) & (slots - 1);
    }

    /** The key's hash code, mixed. */
    static int spread(Object key) {
        int hash = Objects.hashCode(key) * 0x9E3779B9;
        return hash ^ (hash >>> 16);
    }
}
