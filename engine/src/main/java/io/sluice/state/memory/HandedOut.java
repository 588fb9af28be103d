package io.sluice.state.memory;

import io.sluice.serializer.Immutables;

/**
 * Notes whether the running batch was given a value that it can change in place: such a change cannot be undone from memory.
 * Confined.
 */
final class HandedOut {
    private Class<?> lastImmutable = String.class;
    private boolean mutable;

    void look(Object value) {
        if (value.getClass() != lastImmutable && !mutable) {
            if (Immutables.contains(value)) {
                lastImmutable = Immutables.allInstances(value.getClass()) ? value.getClass() : lastImmutable;
            } else {
                mutable = true;
            }
        }
    }

    boolean mutable() {
        return mutable;
    }

    void forget() {
        mutable = false;
    }
}
