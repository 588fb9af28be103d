package io.sluice.spark;

import io.sluice.TaskContext;
import io.sluice.engine.FailedTask;

/** Says, on the executor, what went wrong in a task: the driver is told in words. */
final class TaskFailures {
    private TaskFailures() {}

    static RuntimeException failed(org.apache.spark.TaskContext spark, TaskContext task, Throwable thrown) {
        return PortableFailures.of(FailedTask.error(
                JobProperties.job(spark), spark.partitionId(), spark.attemptNumber() + 1, task.position(), thrown));
    }
}
