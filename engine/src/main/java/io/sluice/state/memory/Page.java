package io.sluice.state.memory;

import io.sluice.state.StateEntry;
import java.util.Arrays;

/**
 * Some thousand entries of a table side by side, so that a table grows by a page and never copies what it has. While all
 * values of a page are an {@code Integer}, or all a {@code Long}, or all a {@code Double}, they lie unboxed in an array of
 * {@code long}: a box stored into an old array costs the garbage collector a write barrier. Confined.
 */
final class Page {
    static final int SHIFT = 12;
    static final int SIZE = 1 << SHIFT;
    static final int MASK = SIZE - 1;
    private static final int FEWEST = 16;

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
    Object[] keys;
    Lane lane = Lane.UNDECIDED;
    long[] longs;
    Object[] objects;

    /** When values expire; null while none of the page does. */
    long[] deadlines;

    /** Under which time the deadline index has an entry; there if deadlines are. */
    long[] placed;

    Page(boolean whole) {
        keys = new Object[whole ? SIZE : FEWEST];
    }

    /** Makes room for an entry; only a first page starts small. */
    void ensure(int index) {
        if (index >= keys.length) {
            int capacity = Math.min(SIZE, Math.max(index + 1, keys.length * 2));
            int before = keys.length;
            keys = Arrays.copyOf(keys, capacity);
            longs = longs == null ? null : Arrays.copyOf(longs, capacity);
            objects = objects == null ? null : Arrays.copyOf(objects, capacity);
            if (deadlines != null) {
                deadlines = Arrays.copyOf(deadlines, capacity);
                placed = Arrays.copyOf(placed, capacity);
                Arrays.fill(deadlines, before, capacity, StateEntry.NEVER);
                Arrays.fill(placed, before, capacity, StateEntry.NEVER);
            }
        }
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

    void markChanged(int index) {
        changed[index >>> 6] |= 1L << index;
    }

    void markUnchanged(int index) {
        changed[index >>> 6] &= ~(1L << index);
    }

    Object value(int index) {
        return switch (lane) {
            case INTEGER -> (int) longs[index];
            case LONG -> longs[index];
            case DOUBLE -> Double.longBitsToDouble(longs[index]);
            case OBJECT -> objects[index];
            case UNDECIDED -> null;
        };
    }

    void value(int index, Object value) {
        if (lane == Lane.LONG && value instanceof Long number) {
            longs[index] = number;
        } else if (lane == Lane.INTEGER && value instanceof Integer number) {
            longs[index] = number;
        } else if (lane == Lane.DOUBLE && value instanceof Double number) {
            longs[index] = Double.doubleToRawLongBits(number);
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
            longs = null;
        } else {
            longs = new long[keys.length];
        }
        lane = wanted;
    }
}
