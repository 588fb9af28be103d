package io.sluice.streaming.state;

import io.sluice.serializer.Immutables;

/** Tells values that need not be stored again from those that must be. Stateless. */
final class Changes {
    private Changes() {}

    /**
     * Whether {@code after} may differ from what is stored; also when it is the same object, if that may have been changed in
     * place. A record may have an {@code equals} of its own that leaves something out, so it is not asked.
     *
     * @param before what is stored, null if nothing is
     */
    static boolean isChange(Object before, Object after) {
        if (after == before) {
            return !Immutables.contains(after);
        }
        return !isComparable(after.getClass()) || !after.equals(before);
    }

    /** Names the usual classes first, as this is asked for every key of a state. */
    private static boolean isComparable(Class<?> type) {
        return type == Integer.class
                || type == Long.class
                || type == Double.class
                || type == String.class
                || (Immutables.allInstances(type) && !type.isRecord());
    }
}
