package io.sluice.embedded;

import io.sluice.TaskContext;

/** The work of a stage as its tasks get it: the same object for all, or a copy for each that went through serialization. */
@FunctionalInterface
interface TaskCopies<T> {
    T forTask(TaskContext task);
}
