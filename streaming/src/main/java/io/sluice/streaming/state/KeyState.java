package io.sluice.streaming.state;

import io.sluice.state.StateEntry;
import io.sluice.streaming.State;
import java.util.NoSuchElementException;
import java.util.Optional;

/** The state of a key as the program's function sees it, in one call after the other. Confined to one task. */
final class KeyState<S> implements State<S> {
    private S value;
    private boolean updated;
    private boolean removed;
    private boolean timingOut;

    /** Turns to the state of the key of the next call. */
    void turnTo(StateEntry<?, S> entry, boolean isTimingOut) {
        value = entry.value();
        updated = false;
        removed = false;
        timingOut = isTimingOut;
    }

    boolean isUpdated() {
        return updated;
    }

    boolean isRemoved() {
        return removed;
    }

    @Override
    public boolean exists() {
        return value != null;
    }

    @Override
    public S get() {
        if (value == null) {
            throw new NoSuchElementException("the state is not set: ask exists() first, or use getOption()");
        }
        return value;
    }

    @Override
    public Optional<S> getOption() {
        return Optional.ofNullable(value);
    }

    @Override
    public void update(S newState) {
        require(!removed, "the state was removed in this call and cannot be updated");
        require(!timingOut, "the state is timing out and cannot be updated");
        require(newState != null, "the state cannot be updated to null: call remove() to have none");
        value = newState;
        updated = true;
    }

    @Override
    public void remove() {
        require(!timingOut, "the state is timing out, which removes it, and cannot be removed");
        require(!removed, "the state was removed in this call already");
        value = null;
        updated = false;
        removed = true;
    }

    @Override
    public boolean isTimingOut() {
        return timingOut;
    }

    /** The same exception as Spark's, which programs may catch. */
    private static void require(boolean legal, String otherwise) {
        if (!legal) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    @Override
    public String toString() {
        return getOption().map(Object::toString).orElse("<state not set>");
    }
}
