package io.sluice.state;

/** What a store holds for one key. Confined to the task; valid until the store is asked for another entry. */
public interface StateEntry<K, S> {
    /** What {@link #deadline()} answers for a value that does not expire. */
    long NEVER = Long.MAX_VALUE;

    K key();

    /** Whether there is a value. */
    boolean exists();

    /** The value, or null if there is none. */
    S value();

    /**
     * Sets the value. One that was changed in place must be set again, or the change is not stored.
     *
     * @param value not null
     */
    void set(S value);

    /** Removes the value and its deadline; nothing if there is none. */
    void remove();

    /** Has {@link StateStore#forEachUnmarked} pass this entry over, as long as the batch lasts. Nothing if there is no value. */
    void mark();

    /** When the value expires, in milliseconds since 1970; {@link #NEVER} if it does not. */
    long deadline();

    /** Sets when the value expires; there must be a value. */
    void expireAt(long millis);
}
