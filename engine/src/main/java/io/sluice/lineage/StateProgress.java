package io.sluice.lineage;

import io.sluice.state.StatePartition;
import java.io.Serializable;

/**
 * Which batch's state counts: the version that the next update of an operator stands on. Set by the batch cycle when a batch
 * is over, read by tasks when they begin; a copy that travels to a task has the version of that moment. Thread-safe.
 */
public final class StateProgress implements Serializable {
    private volatile long version = StatePartition.EMPTY;

    public long version() {
        return version;
    }

    public void moveTo(long newVersion) {
        version = newVersion;
    }
}
