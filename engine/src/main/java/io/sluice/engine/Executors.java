package io.sluice.engine;

import java.util.Optional;

/** The processes that run an engine's tasks, where there can be more or fewer of them. Thread-safe. */
public interface Executors {
    /** How many there are, without those that are going. */
    int count();

    /** Whether the engine decides by itself how many there are. */
    boolean areManaged();

    /**
     * Asks for so many in all. They come when the cluster has room; none goes, if there are more.
     *
     * @return whether somebody took the request
     */
    boolean request(int total);

    /**
     * Has one go, and no other come for it: the one that is missed least of those that run no {@link LongTask}, are not about to,
     * and alone have nothing that was received. The others must have room for more than long tasks.
     *
     * @return which one; empty if it is not idle, or there is none
     */
    Optional<String> release();
}
