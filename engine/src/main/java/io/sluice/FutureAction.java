package io.sluice;

import java.util.List;
import java.util.concurrent.Future;

/**
 * An action that runs on a thread of its context's own. {@link #cancel} cancels its jobs too, and with {@code true}
 * interrupts their tasks. Spark's {@code JavaFutureAction}. Thread-safe.
 */
public interface FutureAction<T> extends Future<T> {
    /** The ids of the jobs that it has started so far. */
    List<Long> jobIds();
}
