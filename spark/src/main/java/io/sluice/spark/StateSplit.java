package io.sluice.spark;

import io.sluice.engine.StateTurn;
import io.sluice.state.StateId;
import java.util.OptionalLong;
import org.apache.spark.Partition;

/**
 * One partition of a state in one batch, as a task is told of it.
 *
 * @param state with a checkpoint directory that is the same wherever tasks run
 * @param run tells programs apart that use the same state one after the other
 * @param owner who has the state at version {@code from}
 * @param from the version that the batch stands on
 * @param version the version that it writes
 * @param written the latest version on the disk at {@code from}; {@link #UNKNOWN}
 * @param parent the partition of the records
 */
record StateSplit(
        StateId state, int index, String run, String owner, long from, long version, long written, Partition parent)
        implements Partition {
    /** Nobody knows which version the disk has. */
    static final long UNKNOWN = Long.MIN_VALUE;

    StateTurn turn() {
        return new StateTurn(
                state, index, from, version, written == UNKNOWN ? OptionalLong.empty() : OptionalLong.of(written));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StateSplit that && index == that.index;
    }

    @Override
    public int hashCode() {
        return index;
    }
}
