package io.sluice.embedded;

import io.sluice.CallSite;
import io.sluice.engine.JobInfo;
import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;
import io.sluice.lineage.StateUpdate;
import io.sluice.operator.RecordFailure;
import java.time.Instant;

/** Says what went wrong in a task: which job, which operator, which line of the program, which record. */
final class TaskErrors {
    private TaskErrors() {}

    static RuntimeException failed(JobInfo job, int partition, int attempts, String position, Throwable thrown) {
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

    static StreamException batchOver(StateUpdate<?, ?, ?, ?> update, long latest) {
        return new StreamException(
                ErrorCode.STATE_LOST,
                "What came of the state '%s' in batch %d was asked for when the state was at %d already."
                        .formatted(update.state().operator(), update.version(), latest),
                "Use it in the batch it belongs to, or persist or remember the stream, so that it is kept.");
    }

    static StreamException stateLost(StateUpdate<?, ?, ?, ?> update, int partition, long written, long found) {
        return new StreamException(
                ErrorCode.STATE_LOST,
                "Partition %d of the state '%s' in %s was written up to version %d, and its files end with version %d."
                        .formatted(
                                partition,
                                update.state().operator(),
                                update.state().checkpoint(),
                                written,
                                found),
                "The disk has lost what it had promised to keep: restore the checkpoint directory as a whole, or start"
                        + " from an empty one.");
    }
}
