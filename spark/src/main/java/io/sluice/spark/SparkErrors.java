package io.sluice.spark;

import io.sluice.engine.JobInfo;
import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;

/** What can go wrong at the driver. One factory for each failure. */
final class SparkErrors {
    private SparkErrors() {}

    static StreamException cancelled(JobInfo job, String reason, Throwable cause) {
        return new StreamException(
                ErrorCode.JOB_CANCELLED,
                "Job %d (%s) was cancelled: %s.".formatted(job.id(), job.site(), reason),
                "Nothing, if that was wanted; else see who cancels it.",
                cause);
    }

    static StreamException stopped(JobInfo job, Throwable cause) {
        return new StreamException(
                ErrorCode.ENGINE_STOPPED,
                "Job %d (%s) cannot run: Spark's context has stopped.".formatted(job.id(), job.site()),
                "See the driver's log for why: the Master is gone, executors failed too often, or the program stopped Spark."
                        + " Start the program again; with a checkpoint it goes on where it was.",
                cause);
    }

    static StreamException jobInTask(JobInfo job) {
        return new StreamException(
                ErrorCode.JOB_IN_TASK,
                "%s was called inside a task.".formatted(job.site()),
                "Run jobs from the program, not from functions given to transformations: join the datasets, or broadcast"
                        + " the smaller one.");
    }

    /** What a task of ours said of a job that failed, if one did; else what was thrown, in our words if it is Spark's. */
    static RuntimeException failed(JobInfo job, Exception thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof StreamException ours) {
                return ours;
            }
        }
        if (thrown instanceof RuntimeException unchecked) {
            return unchecked;
        }
        return new StreamException(
                ErrorCode.TASK_FAILED,
                "Spark gave up job %d (%s): %s".formatted(job.id(), job.site(), thrown.getMessage()),
                "See the executors' logs; the cause is below.",
                thrown);
    }

    /** There is a master, and no Spark on the class path that could talk to it. */
    static StreamException noSpark(String master, NoClassDefFoundError missing) {
        return new StreamException(
                ErrorCode.INVALID_SETTING,
                "The master is '%s', but Spark is not on the class path of the program.".formatted(master),
                "Start it with ./sluice submit or spark-submit, or put Spark's jars on the class path.",
                missing);
    }
}
