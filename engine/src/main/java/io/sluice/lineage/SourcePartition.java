package io.sluice.lineage;

import io.sluice.TaskContext;
import io.sluice.operator.Records;
import java.io.Serializable;
import java.util.List;

/** One partition of a source: immutable, and all that a task needs to read it. */
public interface SourcePartition<T> extends Serializable {
    /** What {@link #work()} answers when nobody knows. */
    long UNKNOWN_WORK = Long.MAX_VALUE;

    /**
     * Opens the partition for one attempt. What must be closed is registered with the task; the position of the record in
     * hand is told with {@link TaskContext#readingFrom}.
     */
    Records<T> read(TaskContext task) throws Exception;

    /** Where it is best read, as names of hosts or in an engine's own words; asked where the program runs. */
    default List<String> preferredLocations() {
        return List.of();
    }

    /** About how many records there are, so that small work can be done without handing it to another thread. */
    default long work() {
        return UNKNOWN_WORK;
    }
}
