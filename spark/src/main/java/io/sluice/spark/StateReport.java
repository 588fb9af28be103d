package io.sluice.spark;

import io.sluice.state.StateId;
import io.sluice.state.memory.StateOwners;
import java.io.Serializable;

/**
 * What an executor has done to a partition of a state: it is on the disk.
 *
 * @param run which program it did it for
 * @param owner whose directory it is in, see {@link StateOwners}
 * @param from the version that it stood on
 * @param writtenBefore the latest version on the disk at {@code from}
 * @param version the version that the batch wrote
 * @param written the latest version on the disk at {@code version}
 * @param executor where the state is live, as Spark names locations
 */
record StateReport(
        StateId state,
        String run,
        int partition,
        String owner,
        long from,
        long writtenBefore,
        long version,
        long written,
        String executor)
        implements Serializable {}
