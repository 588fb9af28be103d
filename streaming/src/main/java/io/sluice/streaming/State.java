package io.sluice.streaming;

import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * The state of one key, as the function of a {@link StateSpec} reads and changes it. Valid during the call only. Spark's
 * {@code State}.
 *
 * @param <S> the state
 */
public interface State<S> {
    /** Whether there is a state: it was set, and not removed. */
    boolean exists();

    /**
     * The state.
     *
     * @throws NoSuchElementException if there is none
     */
    S get();

    /** The state, or none. */
    Optional<S> getOption();

    /**
     * Sets the state. One that was changed in place must be given here too.
     *
     * @throws IllegalArgumentException if the state was removed in this call or is timing out, or if it is null
     */
    void update(S newState);

    /**
     * Removes the state.
     *
     * @throws IllegalArgumentException if it was removed in this call already, or is timing out
     */
    void remove();

    /** Whether this call is the one that is made when a key has been idle for too long; the state is removed after it. */
    boolean isTimingOut();
}
