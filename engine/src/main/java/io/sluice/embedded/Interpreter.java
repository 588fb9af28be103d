package io.sluice.embedded;

import io.sluice.TaskContext;
import io.sluice.Tuple2;
import io.sluice.lineage.CoGroup;
import io.sluice.lineage.Coalesce;
import io.sluice.lineage.Lineage;
import io.sluice.lineage.Narrow;
import io.sluice.lineage.Shuffle;
import io.sluice.lineage.Source;
import io.sluice.lineage.StateEntries;
import io.sluice.lineage.StateUpdate;
import io.sluice.lineage.Stored;
import io.sluice.lineage.Union;
import io.sluice.lineage.Zip;
import io.sluice.operator.Concatenation;
import io.sluice.operator.Records;
import io.sluice.operator.Step;
import io.sluice.state.codec.StateCopier;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns one partition of a lineage into records, for one attempt at a task: the operators between two shuffles become one
 * chain of calls. Confined to the task.
 */
final class Interpreter {
    private final JobRun job;
    private final TaskContext task;

    Interpreter(JobRun job, TaskContext task) {
        this.job = job;
        this.task = task;
    }

    <T> Records<T> records(Lineage<T> node, int partition) {
        KeptNode kept = job.engine().kept().find(node);
        return kept == null
                ? computed(node, partition)
                : kept.records(node, partition, task, () -> computed(node, partition));
    }

    @SuppressWarnings("unchecked") // each node's own type says that what it makes are Ts
    private <T> Records<T> computed(Lineage<T> node, int partition) {
        if (node instanceof Narrow<?, T> narrow) {
            return narrow(narrow, partition);
        }
        if (node instanceof Source<T> source) {
            return new CheckedRecords<>(
                    task, () -> source.source().partitions().get(partition).read(task));
        }
        if (node instanceof Shuffle<?, ?, ?> shuffle) {
            return (Records<T>) shuffle(shuffle, partition);
        }
        if (node instanceof Union<T> union) {
            return union(union, partition);
        }
        if (node instanceof Zip<T> zip) {
            return zip(zip, partition);
        }
        if (node instanceof Coalesce<T> coalesce) {
            return coalesce(coalesce, partition);
        }
        if (node instanceof Stored<T> stored) {
            return stored(stored, partition);
        }
        if (node instanceof StateUpdate<?, ?, ?, T> update) {
            return update(update, partition);
        }
        if (node instanceof StateEntries<?, ?> entries) {
            return (Records<T>) entries(entries, partition);
        }
        return (Records<T>) coGroup((CoGroup<?>) node, partition);
    }

    private <S, T> Records<T> narrow(Narrow<S, T> node, int partition) {
        return node.operator().apply(new Step(partition, node.origin(), task), records(node.parent(), partition));
    }

    private <K, V, C> Records<Tuple2<K, C>> shuffle(Shuffle<K, V, C> node, int partition) {
        return job.shuffled(node).read(node, partition, task);
    }

    private <T> Records<T> union(Union<T> node, int partition) {
        int offset = partition;
        for (Lineage<T> parent : node.parents()) {
            int partitions = parent.numPartitions();
            if (offset < partitions) {
                return records(parent, offset);
            }
            offset -= partitions;
        }
        throw new IndexOutOfBoundsException("partition %d of %s".formatted(partition, node.origin()));
    }

    private <T> Records<T> zip(Zip<T> node, int partition) {
        List<Records<?>> parts = new ArrayList<>(node.parents().size());
        for (Lineage<?> parent : node.parents()) {
            parts.add(records(parent, partition));
        }
        return node.operator().apply(new Step(partition, node.origin(), task), parts);
    }

    private <T> Records<T> coalesce(Coalesce<T> node, int partition) {
        int[] group = node.groups().of(node.parent().numPartitions())[partition];
        List<Records<T>> parts = new ArrayList<>(group.length);
        for (int part : group) {
            parts.add(records(node.parent(), part));
        }
        return Concatenation.of(parts);
    }

    private <K> Records<Tuple2<K, List<?>[]>> coGroup(CoGroup<K> node, int partition) {
        List<Records<? extends Tuple2<K, ?>>> parts =
                new ArrayList<>(node.parents().size());
        for (Lineage<? extends Tuple2<K, ?>> parent : node.parents()) {
            parts.add(records(parent, partition));
        }
        return job.engine().shuffles().group(parts, task);
    }

    /** Runs the update when the records are asked for, so that the state is not changed for nothing. */
    private <K, V, S, T> Records<T> update(StateUpdate<K, V, S, T> node, int partition) {
        return new CheckedRecords<>(task, () -> job.updated(node).records(node, partition, task, this));
    }

    private <K, S> Records<Tuple2<K, S>> entries(StateEntries<K, S> node, int partition) {
        Records<Tuple2<K, S>> entries =
                new CheckedRecords<>(task, () -> job.updated(node.update()).entries(node, partition, task, this));
        if (job.engine().kept().find(node) == null) {
            return entries;
        }
        StateCopier copier = new StateCopier(); // what is kept must not change with the state
        return entries.map(entry -> new Tuple2<>(entry._1(), copier.copy(entry._2())));
    }

    /** Looks for the checkpoint after it looked below: a node that is found cut has had its records stored before. */
    private <T> Records<T> stored(Stored<T> node, int partition) {
        Lineage<T> below = node.content().lineage();
        KeptNode kept = job.engine().kept().find(node);
        return kept == null
                ? computed(below, partition)
                : kept.stored(partition, task, () -> computed(below, partition));
    }
}
