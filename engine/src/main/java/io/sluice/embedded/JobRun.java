package io.sluice.embedded;

import io.sluice.TaskContext;
import io.sluice.engine.Job;
import io.sluice.engine.JobInfo;
import io.sluice.engine.PartitionFunction;
import io.sluice.lineage.Lineage;
import io.sluice.lineage.Shuffle;
import io.sluice.lineage.Source;
import io.sluice.lineage.SourcePartition;
import io.sluice.lineage.StateEntries;
import io.sluice.lineage.StateUpdate;
import io.sluice.lineage.Stored;
import io.sluice.lineage.Zip;
import io.sluice.operator.Records;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/** One job: first the shuffles it stands on, those below before those above, then its own tasks. */
final class JobRun {
    private final EmbeddedEngine engine;
    private final Cancellation cancellation;
    private final Map<Integer, ShuffledData<?, ?>> shuffled = new ConcurrentHashMap<>();
    private final List<ShuffledData<?, ?>> fresh = Collections.synchronizedList(new ArrayList<>());
    private final Map<Integer, UpdatedState<?>> updated = new ConcurrentHashMap<>();
    private final Map<Integer, Object> lateLocks = new ConcurrentHashMap<>();
    private final Set<Integer> prepared = new HashSet<>();
    private Lineage<?> root;

    /** What travels to a task of the last stage. */
    private record Work<T, R>(Lineage<T> lineage, PartitionFunction<T, R> function) implements Serializable {}

    JobRun(EmbeddedEngine engine, Cancellation cancellation) {
        this.engine = engine;
        this.cancellation = cancellation;
    }

    EmbeddedEngine engine() {
        return engine;
    }

    /** What the engine itself does with a partition: it is not copied for the task. */
    @FunctionalInterface
    interface Body<T, R> {
        R call(TaskContext task, int partition, Records<T> records) throws Exception;
    }

    <T, R> List<R> run(Job<T, R> job) {
        TaskCopies<Work<T, R>> copies = engine.copiesOf(new Work<>(job.lineage(), job.function()));
        int[] partitions = job.partitions().stream().mapToInt(Integer::intValue).toArray();
        return runStages(job.lineage(), partitions, (task, partition) -> {
            Work<T, R> own = copies.forTask(task);
            return own.function().call(task, new Interpreter(this, task).records(own.lineage(), partition));
        });
    }

    <T, R> List<R> run(Lineage<T> lineage, int[] partitions, Body<T, R> body) {
        TaskCopies<Lineage<T>> copies = engine.copiesOf(lineage);
        return runStages(lineage, partitions, (task, partition) -> {
            Lineage<T> own = copies.forTask(task);
            return body.call(task, partition, new Interpreter(this, task).records(own, partition));
        });
    }

    private <R> List<R> runStages(Lineage<?> lineage, int[] partitions, StageRun.Body<R> last) {
        root = lineage;
        try {
            prepare(lineage);
            boolean tasksWait = cancellation.job().property(JobInfo.TASKS_WAIT).isPresent();
            return stage(partitions, lineage, last, tasksWait);
        } finally {
            shuffled.values().forEach(ShuffledData::letGo);
            fresh.forEach(engine.shuffles()::keep);
        }
    }

    private <R> List<R> stage(int[] partitions, Lineage<?> lineage, StageRun.Body<R> body, boolean tasksWait) {
        EmbeddedSettings settings = engine.settings();
        boolean small = work(lineage, new HashMap<>()) <= settings.inlineRecords();
        StageRun<R> stage = new StageRun<>(cancellation, partitions, body, settings.maxFailures(), engine::file);
        return small && tasksWait && partitions.length > 1
                ? stage.runSideBySide(engine.workers())
                : stage.run(engine.workers(), engine.clock(), small, settings.inlineNanos());
    }

    /** Runs a stage on the calling thread, which is a task's: another worker might never become free. */
    private <R> List<R> stageInTask(int[] partitions, StageRun.Body<R> body) {
        return new StageRun<>(cancellation, partitions, body, engine.settings().maxFailures(), engine::file)
                .run(engine.workers(), engine.clock(), true, Long.MAX_VALUE);
    }

    /** Sees to it that every shuffle that the node's records are read from has run. */
    private void prepare(Lineage<?> node) {
        if (node instanceof Stored<?> stored) {
            prepare(stored.content().lineage());
            return;
        }
        if (!prepared.add(node.id()) || engine.kept().isComplete(node)) {
            return;
        }
        if (node instanceof Zip<?> zip) {
            requireSamePartitions(zip);
        }
        if (node instanceof Shuffle<?, ?, ?> shuffle) {
            shuffled.put(node.id(), prepareShuffle(shuffle));
        } else if (node instanceof StateUpdate<?, ?, ?, ?> update) {
            if (!updatedBy(update).isComplete()) {
                prepare(update.parent());
            }
        } else {
            node.parents().forEach(this::prepare);
        }
    }

    private static void requireSamePartitions(Zip<?> zip) {
        int expected = zip.numPartitions();
        for (Lineage<?> parent : zip.parents()) {
            if (parent.numPartitions() != expected) {
                throw new IllegalArgumentException("%s needs the same number of partitions on all sides, got %d and %d"
                        .formatted(zip.origin(), expected, parent.numPartitions()));
            }
        }
    }

    private <K, V, C> ShuffledData<K, C> prepareShuffle(Shuffle<K, V, C> node) {
        synchronized (node.results()) { // another job that needs the same shuffle waits for this one
            ShuffledData<K, C> before = known(node);
            if (before != null && before.hold()) {
                return before;
            }
            prepare(node.parent());
            return runShuffle(node, false);
        }
    }

    @SuppressWarnings("unchecked") // only runShuffle puts results there, for the same node
    private static <K, C> ShuffledData<K, C> known(Shuffle<K, ?, C> node) {
        return (ShuffledData<K, C>) node.results().get().orElse(null);
    }

    private <K, V, C> ShuffledData<K, C> runShuffle(Shuffle<K, V, C> node, boolean inTask) {
        TaskCopies<Shuffle<K, V, C>> copies = engine.copiesOf(node);
        ShuffledData<K, C> data = engine.shuffles().start(node);
        data.hold();
        try {
            int[] partitions = IntStream.range(0, node.parent().numPartitions()).toArray();
            StageRun.Body<Void> write = (task, partition) -> {
                Shuffle<K, V, C> own = copies.forTask(task);
                data.write(own, partition, new Interpreter(this, task).records(own.parent(), partition), task);
                return null;
            };
            if (inTask) {
                stageInTask(partitions, write);
            } else {
                stage(partitions, node.parent(), write, false);
            }
        } catch (RuntimeException | Error failed) {
            data.giveUp();
            data.letGo();
            throw failed;
        }
        node.results().set(data);
        fresh.add(data);
        return data;
    }

    /** What a shuffle gave; runs it on this thread when it was thought not to be needed, because blocks were at hand. */
    @SuppressWarnings("unchecked") // the same node, or a copy of it
    <K, V, C> ShuffledData<K, C> shuffled(Shuffle<K, V, C> node) {
        ShuffledData<K, C> data = (ShuffledData<K, C>) shuffled.get(node.id());
        return data != null ? data : late(node);
    }

    /**
     * Runs a shuffle, or finds it run by another task meanwhile. Waits for nothing but shuffles and blocks that the node
     * itself is computed from, so that tasks never wait for each other in a circle.
     */
    @SuppressWarnings("unchecked") // the same node, or a copy of it
    private <K, V, C> ShuffledData<K, C> late(Shuffle<K, V, C> node) {
        synchronized (lateLocks.computeIfAbsent(node.id(), id -> new Object())) {
            ShuffledData<K, C> data = (ShuffledData<K, C>) shuffled.get(node.id());
            if (data == null) {
                ShuffledData<K, C> before = known(node);
                data = before != null && before.hold() ? before : runShuffle(node, true);
                shuffled.put(node.id(), data);
            }
            return data;
        }
    }

    /** What an update gives, or will give to the first task that asks. */
    @SuppressWarnings("unchecked") // the same node, or a copy of it
    <T> UpdatedState<T> updated(StateUpdate<?, ?, ?, T> node) {
        UpdatedState<T> known = (UpdatedState<T>) updated.get(node.id());
        return known != null ? known : (UpdatedState<T>) updatedBy(original(root, node.id(), new HashSet<>()));
    }

    /** The node that a task's copy was made of: one that was thought not to be needed, because blocks were at hand. */
    private static StateUpdate<?, ?, ?, ?> original(Lineage<?> node, int id, Set<Integer> seen) {
        if (node instanceof StateUpdate<?, ?, ?, ?> update && update.id() == id) {
            return update;
        }
        for (Lineage<?> parent : node.parents()) {
            StateUpdate<?, ?, ?, ?> found = seen.add(parent.id()) ? original(parent, id, seen) : null;
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    @SuppressWarnings("unchecked") // only this method puts results there, for the same node
    private <T> UpdatedState<T> updatedBy(StateUpdate<?, ?, ?, T> node) {
        return (UpdatedState<T>) updated.computeIfAbsent(node.id(), id -> {
            synchronized (node.results()) {
                if (node.results().get().isEmpty()) {
                    node.results().set(new UpdatedState<T>(engine.states(), engine.clock(), node.numPartitions()));
                }
                return (UpdatedState<T>) node.results().get().orElseThrow();
            }
        });
    }

    /** About how many records a stage reads from a node. */
    private long work(Lineage<?> node, Map<Integer, Long> known) {
        Long before = known.get(node.id());
        if (before != null) {
            return before;
        }
        KeptNode kept = engine.kept().find(node);
        long work = kept != null && kept.isComplete() ? kept.work() : workBelow(node, known);
        known.put(node.id(), work);
        return work;
    }

    private long workBelow(Lineage<?> node, Map<Integer, Long> known) {
        if (node instanceof Shuffle<?, ?, ?>) {
            return shuffled.containsKey(node.id()) ? shuffled.get(node.id()).records() : SourcePartition.UNKNOWN_WORK;
        }
        if (node instanceof Stored<?> stored) {
            return workBelow(stored.content().lineage(), known);
        }
        if (node instanceof StateUpdate<?, ?, ?, ?> update) {
            UpdatedState<?> results = updatedBy(update);
            return results.isComplete()
                    ? results.records()
                    : plus(
                            UpdatedState.work(
                                    engine.states(), update, engine.settings().inlineNanos()),
                            work(update.parent(), known));
        }
        if (node instanceof StateEntries<?, ?> entries) {
            UpdatedState<?> results = updatedBy(entries.update());
            return results.isComplete() ? results.entries(entries.update()) : SourcePartition.UNKNOWN_WORK;
        }
        long work = 0;
        if (node instanceof Source<?> source) {
            for (SourcePartition<?> partition : source.source().partitions()) {
                work = plus(work, partition.work());
            }
        }
        for (Lineage<?> parent : node.parents()) {
            work = plus(work, work(parent, known));
        }
        return work;
    }

    private static long plus(long a, long b) {
        return Long.MAX_VALUE - a < b ? Long.MAX_VALUE : a + b;
    }
}
