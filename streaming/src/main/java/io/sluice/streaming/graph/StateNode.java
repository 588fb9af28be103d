package io.sluice.streaming.graph;

import io.sluice.Rdd;
import io.sluice.StateRdds;
import io.sluice.StorageLevel;
import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;
import io.sluice.lineage.StateProgress;
import io.sluice.state.StateId;
import io.sluice.streaming.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * A stateful operator over one parent. Its state changes once for each time of the parent, in order, also when the parent has
 * no RDD. A time that was passed over is not made up for: the state goes by the times of the batches that ran.
 *
 * @param <P> the records of the parent
 * @param <T> the records that come out
 */
public final class StateNode<P, T> extends StreamNode<T> implements StatefulNode {
    private final StreamNode<P> parent;
    private final StateOperator<P, T> operator;
    private final StateProgress progress = new StateProgress();
    private final Map<Time, StateOperator.Updated<T>> updates = new ConcurrentSkipListMap<>();
    private final List<StreamNode<?>> views = new ArrayList<>();
    private Time newest;

    public StateNode(StreamNode<P> parent, StateOperator<P, T> operator) {
        super(parent.graph(), List.of(parent));
        this.parent = parent;
        this.operator = operator;
    }

    /** Adds a node that reads the state of this one. */
    void readBy(StreamNode<?> view) {
        views.add(view);
    }

    @Override
    public StateProgress progress() {
        return progress;
    }

    @Override
    public long[] versions() {
        return StateRdds.versions(graph().context(), state(), operator.numPartitions());
    }

    private StateId state() {
        return new StateId(graph().checkpointDirectory().orElseThrow(), name());
    }

    @Override
    public Map<String, String> stateProperties() {
        Map<String, String> properties = new HashMap<>(operator.properties());
        properties.put("partitions", Integer.toString(operator.numPartitions()));
        return properties;
    }

    @Override
    protected void check() {
        if (graph().checkpointDirectory().isEmpty()) {
            throw new StreamException(
                    ErrorCode.GRAPH_INVALID,
                    "%s keeps state, and the program has no checkpoint directory to keep it in.".formatted(site()),
                    "Call checkpoint(directory) on the streaming context before start, or set"
                            + " sluice.streaming.checkpoint.directory.");
        }
    }

    /** Needs nothing of the parent once a batch has run. */
    @Override
    protected Duration parentsRemember(Duration own) {
        return parent.slide();
    }

    @Override
    protected Optional<Rdd<T>> compute(Time time) {
        if (newest != null && time.lessEq(newest)) {
            return Optional.empty(); // passed over: what came later has changed the state already
        }
        newest = time;
        StateOperator.Updated<T> updated = operator.update(parent.rddFor(time), time, state(), progress);
        updates.put(time, updated);
        return Optional.of(updated.result());
    }

    /** The RDD that changes the state at a time. */
    Optional<Rdd<?>> updateAt(Time time) {
        rddFor(time);
        return Optional.ofNullable(updates.get(time)).map(StateOperator.Updated::update);
    }

    /** What reads the state is computed at once if it is needed later on, when the state has changed again. */
    @Override
    public Optional<Rdd<?>> stateJob(Time time) {
        return updateAt(time).map(update -> {
            List<Rdd<Object>> all = new ArrayList<>();
            all.add(untyped(update));
            if (isCopied(updates.get(time))) {
                rddFor(time).ifPresent(result -> all.add(untyped(result)));
            }
            for (StreamNode<?> view : views) {
                if (isNeededLater(view)) {
                    view.rddFor(time).ifPresent(rdd -> all.add(untyped(rdd)));
                }
            }
            return all.size() == 1 ? update : graph().context().union(all);
        });
    }

    @SuppressWarnings("unchecked") // only its partitions are computed
    private static Rdd<Object> untyped(Rdd<?> rdd) {
        return (Rdd<Object>) rdd;
    }

    static boolean isNeededLater(StreamNode<?> node) {
        return node.rememberDuration().compareTo(node.slide()) > 0;
    }

    private boolean isCopied(StateOperator.Updated<T> updated) {
        return updated.view() && isNeededLater(this);
    }

    @Override
    protected StorageLevel levelAt(Time time) {
        StateOperator.Updated<T> updated = updates.get(time);
        return updated != null && isCopied(updated) ? StorageLevel.MEMORY_AND_DISK_SER : level();
    }

    /** The state is in the checkpoint already. */
    @Override
    protected boolean writesCheckpoints() {
        return false;
    }

    @Override
    protected void forgetUntil(Time oldest) {
        updates.keySet().removeIf(time -> time.lessEq(oldest));
    }
}
