package io.sluice.streaming.graph;

import io.sluice.Rdd;
import io.sluice.StateRdds;
import io.sluice.StorageLevel;
import io.sluice.Tuple2;
import io.sluice.streaming.Time;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** All keys of a stateful node and their state, after each batch. */
public final class SnapshotNode<K, S> extends StreamNode<Tuple2<K, S>> {
    private final StateNode<?, ?> parent;

    public SnapshotNode(StateNode<?, ?> parent) {
        super(parent.graph(), List.of(parent));
        this.parent = parent;
        parent.readBy(this);
    }

    /** What is needed later is copied at once. */
    @Override
    protected Duration parentsRemember(Duration own) {
        return parent.slide();
    }

    @Override
    protected StorageLevel levelAt(Time time) {
        return StateNode.isNeededLater(this) ? StorageLevel.MEMORY_AND_DISK_SER : level();
    }

    @Override
    protected boolean writesCheckpoints() {
        return false;
    }

    @Override
    protected Optional<Rdd<Tuple2<K, S>>> compute(Time time) {
        return parent.updateAt(time)
                .map(update -> StateRdds.<K, S>entries(update).toRdd());
    }
}
