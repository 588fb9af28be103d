package io.sluice.embedded.shuffle;

import java.util.Arrays;

/**
 * Two longs for each entry of a {@link CombineTable} that say which key it has, so that a lookup need not go to the key:
 * keys lie where they were allocated, scattered among garbage, and waiting for them was the largest cost of the word count.
 * For null, an {@code Integer}, a {@code Long}, and a {@code String} of at most {@value #MOST_CHARS} Latin-1
 * characters the digest is exact: it is there once for each key. For other keys it has their hash code, and {@code equals}
 * must be asked. A table whose first key is none of these classes goes without digests. Confined.
 *
 * <p>The first long of a string has, after its length, its first 7 characters, and the second one the rest; that of other
 * keys begins with a byte that no length is, and is negative where the digest is not exact.
 */
final class KeyDigests {
    static final int MOST_CHARS = 15;

    private static final int CHARS_IN_FIRST = 7;
    private static final int FIRST_BYTE = 56;
    private static final long NULL = 0x20L << FIRST_BYTE;
    private static final long INTEGER = 0x21L << FIRST_BYTE;
    private static final long LONG = 0x22L << FIRST_BYTE;
    private static final long INEXACT = 0xffL << FIRST_BYTE;
    private static final long INTEGER_BITS = 0xffff_ffffL;
    private static final int BEYOND_LATIN_1 = ~0xff;
    private static final long FIRST_FACTOR = 0x9E37_79B9_7F4A_7C15L;
    private static final long SECOND_FACTOR = 0xC2B2_AE3D_27D4_EB4FL;
    private static final int LONGS = 2;
    private static final long[] NONE = {};

    private long[] digests = NONE;
    private int capacity;
    private boolean decided;
    private boolean kept;
    private long first;
    private long second;

    /** Makes room for so many entries. */
    void resize(int entries) {
        capacity = entries;
        if (kept) {
            digests = Arrays.copyOf(digests, LONGS * entries);
        }
    }

    /** The bytes of the array for so many entries. */
    long arrayBytes(int entries) {
        return kept ? (long) LONGS * Long.BYTES * entries : 0;
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
            kept = key == null || key instanceof String || key instanceof Integer || key instanceof Long;
            resize(capacity);
        }
        if (!kept) {
            return key == null ? 0 : key.hashCode();
        }
        if (key instanceof String text && takeText(text)) {
            return (int) ((((first * FIRST_FACTOR) ^ second) * SECOND_FACTOR) >>> Integer.SIZE);
        }
        return takeOther(key);
    }

    /** Whether an entry may have the key; if so and the digest {@link #isExact}, it has. */
    boolean match(int entry) {
        return digests[LONGS * entry] == first && digests[LONGS * entry + 1] == second;
    }

    /** Whether no two keys have this digest. */
    boolean isExact() {
        return first >= 0;
    }

    /** Gives an entry the digest taken. */
    void set(int entry) {
        if (kept) {
            digests[LONGS * entry] = first;
            digests[LONGS * entry + 1] = second;
        }
    }

    /** Gives up the room; there are no more lookups. */
    void free() {
        digests = NONE;
    }

    /** Answers false if the text does not fit in a digest. */
    private boolean takeText(String text) {
        int length = text.length();
        if (length > MOST_CHARS) {
            return false;
        }
        int inFirst = Math.min(length, CHARS_IN_FIRST);
        int all = 0;
        long head = length;
        for (int i = 0; i < inFirst; i++) {
            char next = text.charAt(i);
            all |= next;
            head = (head << Byte.SIZE) | next;
        }
        long tail = 0;
        for (int i = CHARS_IN_FIRST; i < length; i++) {
            char next = text.charAt(i);
            all |= next;
            tail = (tail << Byte.SIZE) | next;
        }
        first = head;
        second = tail;
        return (all & BEYOND_LATIN_1) == 0;
    }

    private int takeOther(Object key) {
        second = 0;
        if (key == null) {
            first = NULL;
            return 0;
        }
        int hash = key.hashCode();
        if (key instanceof Integer) {
            first = INTEGER | (hash & INTEGER_BITS);
        } else if (key instanceof Long number) {
            first = LONG;
            second = number;
        } else {
            first = INEXACT | (hash & INTEGER_BITS);
        }
        return hash;
    }
}
