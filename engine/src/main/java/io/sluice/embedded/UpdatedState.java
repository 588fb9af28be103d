package io.sluice.embedded;

import io.sluice.TaskContext;
import io.sluice.Tuple2;
import io.sluice.engine.StateTurn;
import io.sluice.lineage.SourcePartition;
import io.sluice.lineage.StateEntries;
import io.sluice.lineage.StateProgress;
import io.sluice.lineage.StateUpdate;
import io.sluice.operator.Records;
import io.sluice.operator.Step;
import io.sluice.state.StatePartition;
import io.sluice.time.StreamClock;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * What one update of a state emitted, partition by partition. A partition is run by the first task that asks for it; others
 * that ask meanwhile wait for it, which is never in a circle, because a task only waits for what its own records are computed
 * from. Thread-safe.
 */
final class UpdatedState<T> {
    private final LiveStates states;
    private final StreamClock clock;
    private final AtomicReferenceArray<List<T>> emitted;

    UpdatedState(LiveStates states, StreamClock clock, int partitions) {
        this.states = states;
        this.clock = clock;
        this.emitted = new AtomicReferenceArray<>(partitions);
    }

    /** Whether all partitions have run. */
    boolean isComplete() {
        for (int i = 0; i < emitted.length(); i++) {
            if (emitted.get(i) == null) {
                return false;
            }
        }
        return true;
    }

    /** About how much work it is to read what was emitted, once complete. */
    long records() {
        long records = 0;
        for (int i = 0; i < emitted.length(); i++) {
            records += emitted.get(i).size();
        }
        return records;
    }

    /** About how much work it is to go through the entries. */
    long entries(StateUpdate<?, ?, ?, ?> node) {
        long entries = 0;
        for (int i = 0; i < emitted.length(); i++) {
            entries += states.open(node.state(), i).map(LivePartition::size).orElse(0L);
        }
        return entries;
    }

    /** About how much work the update itself is beyond reading its records, to judge by the one before. */
    static long work(LiveStates states, StateUpdate<?, ?, ?, ?> node, long mostNanos) {
        for (int i = 0; i < node.numPartitions(); i++) {
            LivePartition partition = states.open(node.state(), i).orElse(null);
            if (partition == null || partition.updateNanos() > mostNanos) {
                return SourcePartition.UNKNOWN_WORK;
            }
        }
        return 0;
    }

    /** What was emitted in a partition; runs it if it has not run. */
    <K, V, S> Records<T> records(StateUpdate<K, V, S, T> own, int partition, TaskContext task, Interpreter below)
            throws Exception {
        List<T> before = emitted.get(partition);
        return (before == null ? run(own, partition, task, below) : before)::iterator;
    }

    /** The entries after the update, valid until the next one. */
    <K, S> Records<Tuple2<K, S>> entries(StateEntries<K, S> node, int partition, TaskContext task, Interpreter below)
            throws Exception {
        runFor(node.update(), partition, task, below);
        StatePartition<K, S> state =
                states.partition(node.update().state(), partition).state();
        return () -> state.entries(node.update().version());
    }

    @SuppressWarnings("unchecked") // this is what the same node, or the one it is a copy of, emits
    private <K, V, S> void runFor(StateUpdate<K, V, S, ?> update, int partition, TaskContext task, Interpreter below)
            throws Exception {
        records((StateUpdate<K, V, S, T>) update, partition, task, below);
    }

    private <K, V, S> List<T> run(StateUpdate<K, V, S, T> own, int partition, TaskContext task, Interpreter below)
            throws Exception {
        LivePartition live = states.partition(own.state(), partition);
        synchronized (live) {
            List<T> records = emitted.get(partition);
            if (records == null) {
                long start = clock.nanoTime();
                records = turn(own, partition)
                        .run(
                                live.<K, S>state(),
                                own.step(),
                                below.records(own.parent(), partition),
                                new Step(partition, own.origin(), task));
                live.updated(clock.nanoTime() - start);
                states.forceSoon(live);
                emitted.set(partition, records);
            }
            return records;
        }
    }

    private static StateTurn turn(StateUpdate<?, ?, ?, ?> own, int partition) {
        StateProgress progress = own.progress();
        return new StateTurn(own.state(), partition, progress.version(), own.version(), progress.written(partition));
    }
}
