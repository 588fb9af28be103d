package io.sluice.streaming.graph;

import io.sluice.Rdd;
import io.sluice.lineage.StateProgress;
import io.sluice.state.StateId;
import io.sluice.streaming.Time;
import java.util.Map;
import java.util.Optional;

/**
 * What a stateful operator makes of a batch.
 *
 * @param <P> the records of the parent
 * @param <T> the records that come out
 */
public interface StateOperator<P, T> {
    /**
     * The RDDs of a batch.
     *
     * @param records the parent's; none if it has none at the time, which stateful operators run for all the same
     */
    Updated<T> update(Optional<Rdd<P>> records, Time time, StateId state, StateProgress progress);

    /** Over how many partitions the state is spread, which cannot change once there is state. */
    int numPartitions();

    /** What else its state was made with, such as the length of a window, by names that are written to checkpoints. */
    default Map<String, String> properties() {
        return Map.of();
    }

    /**
     * The two sides of a batch.
     *
     * @param update changes the state when its partitions are computed
     * @param result what comes out
     * @param view whether the result reads the state itself, and so must be copied if it is needed after the batch
     */
    record Updated<T>(Rdd<?> update, Rdd<T> result, boolean view) {}
}
