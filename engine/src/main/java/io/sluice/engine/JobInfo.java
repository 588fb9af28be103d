package io.sluice.engine;

import io.sluice.CallSite;
import java.io.Serializable;
import java.util.Map;
import java.util.Optional;

/**
 * Which job it is, for messages and for cancelling.
 *
 * @param id counts up from 0 in a context
 * @param site the action, and the line that called it
 * @param properties the local properties of the thread that called it
 */
public record JobInfo(long id, CallSite site, Map<String, String> properties) implements Serializable {
    /** The property that holds a job's group. */
    public static final String GROUP = "sluice.jobGroup.id";

    /** The property that holds what a job is for, in words. */
    public static final String DESCRIPTION = "sluice.job.description";

    /** The property that holds a job's tags, separated by commas. */
    public static final String TAGS = "sluice.job.tags";

    /** The property that is there if cancelling the job interrupts the threads of its tasks. */
    public static final String INTERRUPT = "sluice.job.interruptOnCancel";

    /** The property that is there if a job's tasks wait for something outside: they gain by running side by side, however small. */
    public static final String TASKS_WAIT = "sluice.job.internal.tasksWait";

    /** The property that holds the batch a job works for, in milliseconds. */
    public static final String BATCH_TIME = "sluice.streaming.internal.batchTime";

    /** The property that holds the output operation a job works for. */
    public static final String OUTPUT = "sluice.streaming.internal.outputOpId";

    public JobInfo {
        properties = Map.copyOf(properties);
    }

    public Optional<String> property(String key) {
        return Optional.ofNullable(properties.get(key));
    }
}
