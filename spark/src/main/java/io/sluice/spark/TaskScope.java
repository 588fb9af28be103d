package io.sluice.spark;

import io.sluice.AccumulatorV2;
import io.sluice.TaskContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.SparkFiles;
import org.apache.spark.util.TaskCompletionListener;

/**
 * What the code of one attempt at a task of Spark's shares: its {@link TaskContext}, and its copies of accumulators. Begins with
 * the first of our RDDs that the task computes, and ends with the task. Confined to the task's thread.
 */
final class TaskScope {
    private static final ThreadLocal<TaskScope> CURRENT = new ThreadLocal<>();

    private final org.apache.spark.TaskContext spark;
    private final TaskContext task;
    private final Map<Long, AccumulatorV2<?, ?>> accumulated = new HashMap<>();

    private TaskScope(org.apache.spark.TaskContext spark) {
        this.spark = spark;
        this.task = new TaskContext(
                spark.partitionId(), spark.attemptNumber(), JobProperties.of(spark), spark::isInterrupted);
        task.filesFrom(TaskScope::file);
    }

    /** The scope of the attempt that the calling thread runs; begins it if need be. */
    static TaskScope of(org.apache.spark.TaskContext spark, AddedInTask added) {
        TaskScope current = CURRENT.get();
        if (current != null && current.spark == spark) {
            return current;
        }
        TaskScope scope = new TaskScope(spark);
        CURRENT.set(scope);
        scope.task.attach();
        TaskCompletionListener atEnd = ended -> scope.end(added);
        spark.addTaskCompletionListener(atEnd);
        return scope;
    }

    private static String file(String name) {
        Path file = Path.of(SparkFiles.get(name));
        if (Files.notExists(file)) {
            throw new IllegalArgumentException("no file named %s was added".formatted(name));
        }
        return file.toString();
    }

    TaskContext task() {
        return task;
    }

    /** This attempt's copy of an accumulator; {@code zero} if it has none yet. */
    AccumulatorV2<?, ?> copyOf(long id, AccumulatorV2<?, ?> zero) {
        return accumulated.computeIfAbsent(id, unknown -> zero);
    }

    private void end(AddedInTask added) {
        CURRENT.remove();
        task.detach();
        try {
            task.complete();
        } catch (Exception notClosed) {
            throw TaskFailures.failed(spark, task, notClosed);
        }
        if (!SparkInternals.isFailed(spark)) {
            Map<Long, AccumulatorV2<?, ?>> changed = new HashMap<>(accumulated);
            changed.values().removeIf(AccumulatorV2::isZero);
            added.add(changed);
        }
    }
}
