package io.sluice.embedded.shuffle;

import io.sluice.function.Function2;
import java.util.Arrays;

/**
 * The running values of a {@link CombineTable}, by entry. While all of them are an {@code Integer}, or all a {@code Long},
 * or all a {@code Double}, they are kept as primitives and boxed only for the call of the user's function; as soon as
 * one is of another class, all move to an array of objects. Confined.
 *
 * <p>Why: a box stored into an old array for every record costs a garbage collector's write barrier and, under G1, the
 * refinement of the card behind it: three times the whole word count .
 */
final class CombinedValues {
    private enum Lane {
        UNDECIDED,
        INTEGER,
        LONG,
        DOUBLE,
        OBJECT
    }

    private static final long[] NO_LONGS = {};
    private static final Object[] NO_OBJECTS = {};

    private Lane lane = Lane.UNDECIDED;
    private long[] longs = NO_LONGS;
    private Object[] objects = NO_OBJECTS;
    private int capacity;

    /** Whether values are objects, whose size may change with every merge. */
    boolean ofObjects() {
        return lane == Lane.OBJECT;
    }

    /** Makes room for so many entries. */
    void resize(int entries) {
        capacity = entries;
        if (lane == Lane.OBJECT) {
            objects = Arrays.copyOf(objects, entries);
        } else if (lane != Lane.UNDECIDED) {
            longs = Arrays.copyOf(longs, entries);
        }
    }

    /** The value of an entry, boxed. */
    Object get(int entry) {
        return switch (lane) {
            case INTEGER -> (int) longs[entry];
            case LONG -> longs[entry];
            case DOUBLE -> Double.longBitsToDouble(longs[entry]);
            case OBJECT -> objects[entry];
            case UNDECIDED -> null;
        };
    }

    /** Sets the value of an entry. */
    void set(int entry, Object value) {
        if (lane == Lane.UNDECIDED) {
            decide(value);
        }
        if (lane == Lane.OBJECT) {
            objects[entry] = value;
        } else if (lane == Lane.INTEGER && value instanceof Integer number) {
            longs[entry] = number;
        } else if (lane == Lane.LONG && value instanceof Long number) {
            longs[entry] = number;
        } else if (lane == Lane.DOUBLE && value instanceof Double number) {
            longs[entry] = Double.doubleToRawLongBits(number);
        } else {
            leaveLane();
            objects[entry] = value;
        }
    }

    /** Replaces the value of an entry by what the user's function makes of it and {@code other}. */
    @SuppressWarnings("unchecked") // the values were made by functions of the same aggregator
    <C, V> void merge(int entry, Function2<C, V, C> function, V other) throws Exception {
        if (lane == Lane.INTEGER) {
            Object merged = function.call((C) Integer.valueOf((int) longs[entry]), other);
            if (merged instanceof Integer number) {
                longs[entry] = number;
            } else {
                set(entry, merged);
            }
        } else if (lane == Lane.LONG) {
            Object merged = function.call((C) Long.valueOf(longs[entry]), other);
            if (merged instanceof Long number) {
                longs[entry] = number;
            } else {
                set(entry, merged);
            }
        } else if (lane == Lane.OBJECT) {
            C old = (C) objects[entry];
            C merged = function.call(old, other);
            if (merged != old) {
                objects[entry] = merged;
            }
        } else {
            set(entry, function.call((C) get(entry), other));
        }
    }

    /** Forgets all values but keeps the room. */
    void clear() {
        if (lane == Lane.OBJECT) {
            Arrays.fill(objects, null);
        }
    }

    /** The bytes of the arrays for so many entries. */
    long arrayBytes(int entries, int referenceBytes) {
        return (long) entries * (lane == Lane.OBJECT ? referenceBytes : Long.BYTES);
    }

    private void decide(Object first) {
        if (first instanceof Integer) {
            lane = Lane.INTEGER;
        } else if (first instanceof Long) {
            lane = Lane.LONG;
        } else if (first instanceof Double) {
            lane = Lane.DOUBLE;
        } else {
            lane = Lane.OBJECT;
        }
        resize(capacity);
    }

    private void leaveLane() {
        Object[] boxed = new Object[capacity];
        for (int i = 0; i < capacity; i++) {
            boxed[i] = get(i);
        }
        objects = boxed;
        longs = NO_LONGS;
        lane = Lane.OBJECT;
    }
}
