package io.sluice.state.memory;

import io.sluice.key.KeyDigest;
import io.sluice.state.StateEntry;
import java.util.Arrays;

/**
 * Some thousand entries of a table side by side, so that a table grows by a page and never copies what it has. While all
 * values of a page are an {@code Integer}, or all a {@code Long}, or all a {@code Double}, they lie unboxed in an array of
 * {@code long}: a box stored into an old array costs the garbage collector a write barrier. If keys have a {@link KeyDigest}, it
 * lies in the same array, before the value, so that a lookup waits for both at once, and few have to go to the key itself.
 * Confined.
 */
final class Page {
    static final int SHIFT = 12;
    static final int SIZE = 1 << SHIFT;
    static final int MASK = SIZE - 1;
    private static final int FEWEST = 16;

    /** Longs of an entry that has a digest. */
    private static final int CELL = KeyDigest.LONGS + 1;

    /** How the values of a page are kept. */
    enum Lane {
        UNDECIDED,
        INTEGER,
        LONG,
        DOUBLE,
        OBJECT
    }

    final long[] exists = new long[SIZE / Long.SIZE];
    final long[] changed = new long[SIZE / Long.SIZE];

    /** How many entries are changed. */
    int changes;

    Object[] keys;
    Lane lane = Lane.UNDECIDED;
    Object[] objects;

    /** When values expire; null while none of the page does. */
    long[] deadlines;

    private final boolean digested;

    /** Of each entry the digest, if there are any, and the value, if it is a number. */
    private long[] cells;

    /** Under which time the deadline index has an entry; there if deadlines are. */
    long[] placed;

    Page(boolean whole, boolean digested) {
        keys = new Object[whole ? SIZE : FEWEST];
        this.digested = digested;
        cells = digested ? new long[CELL * keys.length] : null;
    }

    /** Makes room for an entry; only a first page starts small. */
    void ensure(int index) {
        if (index >= keys.length) {
            int capacity = Math.min(SIZE, Math.max(index + 1, keys.length * 2));
            int before = keys.length;
            keys = Arrays.copyOf(keys, capacity);
            cells = cells == null ? null : Arrays.copyOf(cells, digested ? CELL * capacity : capacity);
            objects = objects == null ? null : Arrays.copyOf(objects, capacity);
            if (deadlines != null) {
                deadlines = Arrays.copyOf(deadlines, capacity);
                placed = Arrays.copyOf(placed, capacity);
                Arrays.fill(deadlines, before, capacity, StateEntry.NEVER);
                Arrays.fill(placed, before, capacity, StateEntry.NEVER);
            }
        }
    }

    /** Whether the digest of a key says all of it. */
    boolean isExact(int index) {
        return digested && KeyDigest.isExact(cells[CELL * index]);
    }

    /** The first long of an entry's digest, if entries have one. */
    long firstOfDigest(int index) {
        return cells[CELL * index];
    }

    /** The second long of an entry's digest, if entries have one. */
    long secondOfDigest(int index) {
        return cells[CELL * index + 1];
    }

    /** Whether this is an entry's digest, if entries have one. */
    boolean hasDigest(int index, KeyDigest digest) {
        return digest.isAt(cells, CELL * index);
    }

    /** Gives an entry its key, and the digest that goes with it, if entries have one. */
    void key(int index, Object key, KeyDigest digest) {
        keys[index] = key;
        if (digested) {
            digest.putAt(cells, CELL * index);
        }
    }

    /** The value of an entry, while values are numbers; doubles as their bits. */
    long number(int index) {
        return cells[numberAt(index)];
    }

    /** Sets what {@link #number} is. */
    void number(int index, long value) {
        cells[numberAt(index)] = value;
    }

    private int numberAt(int index) {
        return digested ? CELL * index + KeyDigest.LONGS : index;
    }

    /** {@link #touch} for the changed entries of some words of {@link #changed}. */
    long touchChanges(int fromWord, int untilWord) {
        long sum = 0;
        for (int word = fromWord; word < untilWord; word++) {
            for (long bits = changed[word]; bits != 0; bits &= bits - 1) {
                sum += touch((word << 6) + Long.numberOfTrailingZeros(bits));
            }
        }
        return sum;
    }

    /** Something of the memory that a look at an entry waits for. */
    long touch(int index) {
        if (cells != null) {
            return cells[numberAt(index)];
        }
        return objects == null || objects[index] == null ? 0 : 1;
    }

    boolean exists(int index) {
        return (exists[index >>> 6] & (1L << index)) != 0;
    }

    void exists(int index, boolean now) {
        if (now) {
            exists[index >>> 6] |= 1L << index;
        } else {
            exists[index >>> 6] &= ~(1L << index);
        }
    }

    boolean isChanged(int index) {
        return (changed[index >>> 6] & (1L << index)) != 0;
    }

    /** Marks an entry that is not changed as changed. */
    void markChanged(int index) {
        changed[index >>> 6] |= 1L << index;
        changes++;
    }

    /** Marks an entry that is changed as not changed. */
    void markUnchanged(int index) {
        changed[index >>> 6] &= ~(1L << index);
        changes--;
    }

    Object value(int index) {
        return switch (lane) {
            case INTEGER -> (int) number(index);
            case LONG -> number(index);
            case DOUBLE -> Double.longBitsToDouble(number(index));
            case OBJECT -> objects[index];
            case UNDECIDED -> null;
        };
    }

    void value(int index, Object value) {
        if (lane == Lane.LONG && value instanceof Long number) {
            number(index, number);
        } else if (lane == Lane.INTEGER && value instanceof Integer number) {
            number(index, number);
        } else if (lane == Lane.DOUBLE && value instanceof Double number) {
            number(index, Double.doubleToRawLongBits(number));
        } else if (lane == Lane.OBJECT) {
            if (objects[index] != value) {
                objects[index] = value;
            }
        } else {
            changeLane(value);
            value(index, value);
        }
    }

    /** Lets go of the key and value of an entry that is no more. */
    void clear(int index) {
        keys[index] = null;
        if (lane == Lane.OBJECT) {
            objects[index] = null;
        }
        if (deadlines != null) {
            deadlines[index] = StateEntry.NEVER;
        }
    }

    long deadline(int index) {
        return deadlines == null ? StateEntry.NEVER : deadlines[index];
    }

    void deadline(int index, long millis) {
        if (deadlines == null) {
            if (millis == StateEntry.NEVER) {
                return;
            }
            deadlines = new long[keys.length];
            placed = new long[keys.length];
            Arrays.fill(deadlines, StateEntry.NEVER);
            Arrays.fill(placed, StateEntry.NEVER);
        }
        deadlines[index] = millis;
    }

    private void changeLane(Object value) {
        Lane wanted = Lane.OBJECT;
        if (lane == Lane.UNDECIDED) {
            wanted = value instanceof Long
                    ? Lane.LONG
                    : value instanceof Integer ? Lane.INTEGER : value instanceof Double ? Lane.DOUBLE : Lane.OBJECT;
        }
        if (wanted == Lane.OBJECT) {
            Object[] boxed = new Object[keys.length];
            for (int i = 0; lane != Lane.UNDECIDED && i < boxed.length; i++) {
                boxed[i] = exists(i) ? value(i) : null;
            }
            objects = boxed;
            cells = digested ? cells : null;
        } else if (!digested) {
            cells = new long[keys.length];
        }
        lane = wanted;
    }
}
