package io.sluice.engine;

import io.sluice.CallSite;
import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;
import io.sluice.operator.RecordFailure;
import java.time.Instant;

/** Says what went wrong in a task: which job, which operator, which line of the program, which record. */
public final class FailedTask {
    private FailedTask() {}

    /**
     * The error of a task that gives up: what was thrown, if that says enough, else {@code TASK_FAILED}.
     *
     * @param attempts how often the task was tried
     * @param position where the record in hand comes from, empty if nobody knows
     */
    public static RuntimeException error(JobInfo job, int partition, int attempts, String position, Throwable thrown) {
        if (thrown instanceof StreamException known) {
            return known;
        }
        Throwable cause = thrown instanceof RecordFailure failure ? failure.getCause() : thrown;
        if (cause instanceof StreamException known) {
            return known;
        }
        CallSite operator =
                thrown instanceof RecordFailure failure ? failure.origin().site() : job.site();
        String batch = job.property(JobInfo.BATCH_TIME)
                .map(time -> "Batch %s: ".formatted(Instant.ofEpochMilli(Long.parseLong(time))))
                .orElse("");
        String line = CallSite.userLine(cause).map(" in line %s"::formatted).orElse("");
        String record = position.isEmpty() ? "" : ", at " + position;
        return new StreamException(
                ErrorCode.TASK_FAILED,
                "%sthe function of %s threw %s%s, in partition %d of job %d (%s)%s, attempt %d."
                        .formatted(batch, operator, cause, line, partition, job.id(), job.site(), record, attempts),
                "Mend the function or the record; the cause is below.",
                cause);
    }
}
