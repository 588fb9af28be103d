package io.sluice.streaming.graph;

import io.sluice.CallSite;
import io.sluice.Rdd;
import io.sluice.streaming.Time;
import java.util.Iterator;
import java.util.Optional;

/** What one batch does to the state of one node. */
public final class StateJob {
    private final StatefulNode node;
    private final Rdd<?> rdd;
    private final Time time;

    private StateJob(StatefulNode node, Rdd<?> rdd, Time time) {
        this.node = node;
        this.rdd = rdd;
        this.time = time;
    }

    /** The work of a node at a time, if it has any then. */
    public static Optional<StateJob> of(StatefulNode node, Time time) {
        return node.stateJob(time).map(rdd -> new StateJob(node, rdd, time));
    }

    public String name() {
        return node.name();
    }

    public CallSite site() {
        return node.site();
    }

    /** Changes the state, in all partitions; what comes out is kept for the outputs. */
    public void run() {
        rdd.foreachPartition(StateJob::readAll);
    }

    private static void readAll(Iterator<?> records) {
        while (records.hasNext()) {
            records.next();
        }
    }

    /** The latest version of each partition, all of which are on the disk when this returns. */
    public long[] versions() {
        return node.versions();
    }

    /** The batch counts: the next one stands on its state. */
    public void committed() {
        node.progress().moveTo(time.milliseconds());
    }
}
