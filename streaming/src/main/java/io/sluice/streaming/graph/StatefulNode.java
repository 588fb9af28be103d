package io.sluice.streaming.graph;

import io.sluice.CallSite;
import io.sluice.Rdd;
import io.sluice.lineage.StateProgress;
import io.sluice.streaming.Time;
import java.util.Map;
import java.util.Optional;

/** A {@link StreamNode} that keeps state from batch to batch, under its name. */
public interface StatefulNode {
    /** The name of the node, and of its state. */
    String name();

    boolean isNamed();

    CallSite site();

    /**
     * What changes the state in a batch: all its partitions are run before the batch's outputs. Asked for in the order of
     * times, by the thread that plans, before the outputs are asked for theirs.
     */
    Optional<Rdd<?>> stateJob(Time time);

    /** Which version the next batch stands on; moved by the batch cycle. */
    StateProgress progress();

    /** The latest version that each partition of the state has on the disk, after the state job of a batch. */
    long[] versions();

    /** What must not change between runs of the program, such as the number of partitions. */
    Map<String, String> stateProperties();
}
