package io.sluice.embedded.shuffle;

import io.sluice.embedded.memory.SizeEstimator;

/** The keys and combined values of a table that takes no more. Immutable, so safe to be read by many tasks. */
final class Entries {
    private final Object[] keys;
    private final CombinedValues values;
    private final int size;
    private final long contentBytes;

    /**
     * The first {@code size} entries of a table.
     *
     * @param contentBytes what the keys and values take beyond the arrays
     */
    Entries(Object[] keys, CombinedValues values, int size, long contentBytes) {
        this.keys = keys;
        this.values = values;
        this.size = size;
        this.contentBytes = contentBytes;
    }

    int size() {
        return size;
    }

    Object key(int entry) {
        return keys[entry];
    }

    Object value(int entry) {
        return values.get(entry);
    }

    /** The bytes of the arrays and of what hangs on them. */
    long bytes() {
        int reference = SizeEstimator.referenceBytes();
        return contentBytes + (long) keys.length * reference + values.arrayBytes(keys.length, reference);
    }
}
