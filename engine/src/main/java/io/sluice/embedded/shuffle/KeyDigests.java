package io.sluice.embedded.shuffle;

import io.sluice.key.KeyDigest;
import java.util.Arrays;

/** The {@link KeyDigest} of each entry of a {@link CombineTable}, if its first key is of a class that has them. Confined. */
final class KeyDigests {
    private static final long[] NONE = {};

    private final KeyDigest taken = new KeyDigest();
    private long[] digests = NONE;
    private int capacity;
    private boolean decided;
    private boolean kept;

    /** Makes room for so many entries. */
    void resize(int entries) {
        capacity = entries;
        if (kept) {
            digests = Arrays.copyOf(digests, KeyDigest.LONGS * entries);
        }
    }

    /** The bytes of the array for so many entries. */
    long arrayBytes(int entries) {
        return kept ? (long) KeyDigest.LONGS * Long.BYTES * entries : 0;
    }

    /** Whether {@link #match} can be asked. */
    boolean kept() {
        return kept;
    }

    /**
     * Takes the digest of a key, which the other methods are about until the next call.
     *
     * @return the number to place the key by: the same for equal keys
     */
    int take(Object key) {
        if (!decided) {
            decided = true;
            kept = KeyDigest.isFor(key);
            resize(capacity);
        }
        if (!kept) {
            return key == null ? 0 : key.hashCode();
        }
        taken.take(key);
        return taken.hash();
    }

    /** Whether an entry may have the key; if so and the digest {@link #isExact}, it has. */
    boolean match(int entry) {
        return taken.isAt(digests, KeyDigest.LONGS * entry);
    }

    /** Whether no two keys have this digest. */
    boolean isExact() {
        return taken.isExact();
    }

    /** Gives an entry the digest taken. */
    void set(int entry) {
        if (kept) {
            taken.putAt(digests, KeyDigest.LONGS * entry);
        }
    }

    /** Gives up the room; there are no more lookups. */
    void free() {
        digests = NONE;
    }
}
