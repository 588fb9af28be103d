package io.sluice.engine;

import io.sluice.TaskContext;
import io.sluice.operator.Records;
import java.io.Serializable;

/** What a job does with each partition. Runs in the task; its result comes back to the caller. */
@FunctionalInterface
public interface PartitionFunction<T, R> extends Serializable {
    R call(TaskContext task, Records<T> records) throws Exception;
}
