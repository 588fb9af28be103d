package io.sluice.key;

/**
 * Two longs that say which key it is, so that a table need not go to its keys to look one up: they lie where they were
 * allocated, scattered among other objects, and waiting for them was the largest cost of the word count and of large state.
 * For null, an {@code Integer}, a {@code Long}, and a {@code String} of at most {@value #MOST_CHARS} Latin-1 characters the
 * digest is exact: there is one for each key, and another for each other key. For other keys it has their hash code, and
 * {@code equals} must be asked. Of the classes that have exact digests, see {@link #isFor}, all keys have a digest; a table
 * with keys of another class is better off without.
 *
 * <p>The highest byte of the first long is the length of a string, or says which other key it is; it is negative where the
 * digest is not exact. After it come the first 7 characters of a string, and the second long has the rest, both filled up with
 * zeros. A {@code Long} is the second long, an {@code Integer} or a hash code the lower half of the first. Holds the digest of one
 * key at a time; confined.
 */
public final class KeyDigest {
    /** The longest string with an exact digest. */
    public static final int MOST_CHARS = 15;

    /** How many longs a digest is. */
    public static final int LONGS = 2;

    /** What the first long of an exact digest begins with, if its key is not a string. */
    public static final int NULL = 0x20;

    /** The same for an {@code Integer}. */
    public static final int INTEGER = 0x21;

    /** The same for a {@code Long}. */
    public static final int LONG = 0x22;

    private static final int INEXACT = 0xff;
    private static final int CHARS_IN_FIRST = 7;
    private static final int FIRST_BYTE = 56;
    private static final long LOWER_HALF = 0xffff_ffffL;
    private static final int BEYOND_LATIN_1 = ~0xff;
    private static final long FIRST_FACTOR = 0x9E37_79B9_7F4A_7C15L;
    private static final long SECOND_FACTOR = 0xC2B2_AE3D_27D4_EB4FL;

    private long first;
    private long second;

    /** Whether a table whose first key this is should keep digests. */
    public static boolean isFor(Object key) {
        return key == null || key instanceof String || key instanceof Integer || key instanceof Long;
    }

    /** Whether there is one key only with a digest of this first long. */
    public static boolean isExact(long first) {
        return first >= 0;
    }

    /** Which kind of key an exact digest is of: the length of a string, or one of the constants. */
    public static int kind(long first) {
        return (int) (first >>> FIRST_BYTE);
    }

    /** The {@code Integer} that an exact digest is of, if its kind is that. */
    public static int integer(long first) {
        return (int) first;
    }

    /** Takes the digest of a key, which the other methods tell until the next call. */
    public void take(Object key) {
        if (!(key instanceof String text && takeText(text))) {
            takeOther(key);
        }
    }

    public long first() {
        return first;
    }

    public long second() {
        return second;
    }

    /** Whether no other key has this digest. */
    public boolean isExact() {
        return isExact(first);
    }

    /** Whether the digest at an index of an array is this one. */
    public boolean isAt(long[] digests, int index) {
        return digests[index] == first && digests[index + 1] == second;
    }

    /** Writes the digest to an index of an array and the one after. */
    public void putAt(long[] digests, int index) {
        digests[index] = first;
        digests[index + 1] = second;
    }

    /** A number to place the key by, which needs no second walk over the characters: the same for equal keys. */
    public int hash() {
        int kind = kind(first);
        if (kind > MOST_CHARS) {
            return kind == LONG ? Long.hashCode(second) : (int) first;
        }
        long mixed = (first * FIRST_FACTOR) ^ second;
        return (int) (((mixed ^ (mixed >>> Integer.SIZE)) * SECOND_FACTOR) >>> Integer.SIZE);
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
        first = head << (Byte.SIZE * (CHARS_IN_FIRST - inFirst));
        second = length <= CHARS_IN_FIRST ? 0 : tail << (Byte.SIZE * (MOST_CHARS - length));
        return (all & BEYOND_LATIN_1) == 0;
    }

    private void takeOther(Object key) {
        second = 0;
        if (key == null) {
            first = (long) NULL << FIRST_BYTE;
        } else if (key instanceof Integer number) {
            first = ((long) INTEGER << FIRST_BYTE) | (number & LOWER_HALF);
        } else if (key instanceof Long number) {
            first = (long) LONG << FIRST_BYTE;
            second = number;
        } else {
            first = ((long) INEXACT << FIRST_BYTE) | (key.hashCode() & LOWER_HALF);
        }
    }
}
