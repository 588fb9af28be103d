package io.sluice.lineage;

import io.sluice.state.StatePartition;
import java.io.Serializable;
import java.util.OptionalLong;

/**
 * Which batch's state counts: the version that the next update of an operator stands on. Set by the batch cycle when a batch
 * is over, read by tasks when they begin; a copy that travels to a task has the version of that moment. Thread-safe.
 */
public final class StateProgress implements Serializable {
    private volatile long version = StatePartition.EMPTY;
    private volatile long recovered = StatePartition.EMPTY;
    private volatile long[] written = {};

    public long version() {
        return version;
    }

    public void moveTo(long newVersion) {
        version = newVersion;
    }

    /**
     * Goes on from what an earlier run committed.
     *
     * @param onDisk the latest version that each partition had written by then
     */
    public void recover(long committed, long[] onDisk) {
        written = onDisk.clone();
        recovered = committed;
        version = committed;
    }

    /** The version that must be the latest on the disk of a partition; none if only this run has written it since. */
    public OptionalLong written(int partition) {
        return version == recovered && partition < written.length
                ? OptionalLong.of(written[partition])
                : OptionalLong.empty();
    }
}
