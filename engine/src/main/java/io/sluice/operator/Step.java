package io.sluice.operator;

import io.sluice.TaskContext;

/**
 * An operator at work on one partition: whose step it is, and for which attempt.
 *
 * @param partition the index of the node's partition, which is not the task's when partitions were united or regrouped
 */
public record Step(int partition, Origin origin, TaskContext task) {
    /** What to throw when the user's function threw: says which operator it was. Passes on a failure that says so already. */
    public RecordFailure failed(Throwable thrown) {
        return thrown instanceof RecordFailure known ? known : new RecordFailure(origin, thrown);
    }
}
