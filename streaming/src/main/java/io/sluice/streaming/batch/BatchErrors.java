package io.sluice.streaming.batch;

import io.sluice.CallSite;
import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;
import io.sluice.streaming.StopMode;
import io.sluice.streaming.Time;
import io.sluice.streaming.graph.Output;
import io.sluice.streaming.graph.StateJob;
import java.lang.reflect.UndeclaredThrowableException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CancellationException;

/** Says which batch failed, and in which output. */
final class BatchErrors {
    /** What neither a retry nor the next batch helps. */
    private static final Set<ErrorCode> NOT_OF_A_BATCH =
            EnumSet.of(ErrorCode.STATE_INCOMPATIBLE, ErrorCode.ENGINE_STOPPED);

    private BatchErrors() {}

    static StreamException outputFailed(Time time, Output<?> output, int attempts, Throwable cause) {
        return failed(
                time,
                "output %d (%s) failed after %d attempt%s"
                        .formatted(output.id(), output.site(), attempts, attempts == 1 ? "" : "s"),
                cause);
    }

    static StreamException stateFailed(Time time, StateJob job, int attempts, Throwable cause) {
        return failed(
                time,
                "the state of '%s' (%s) could not be updated in %d attempt%s"
                        .formatted(job.name(), job.site(), attempts, attempts == 1 ? "" : "s"),
                cause);
    }

    static StreamException planningFailed(Time time, Throwable cause) {
        return failed(time, "it could not be planned", cause);
    }

    static StreamException cutOff(Time time, Output<?> output) {
        return failed(
                time,
                "output %d (%s) did not begin".formatted(output.id(), output.site()),
                new CancellationException("the program was stopped"));
    }

    static StreamException stopTimedOut(StopMode mode, Duration timeout, int batches) {
        return new StreamException(
                ErrorCode.STOP_TIMED_OUT,
                "The program was to stop by %s within %d ms, and %d batch%s could not be done by then."
                        .formatted(mode, timeout.toMillis(), batches, batches == 1 ? "" : "es"),
                "Raise sluice.streaming.%s; with a checkpoint, these batches run at the next start."
                        .formatted(mode == StopMode.DRAIN ? "gracefulStopTimeout" : "stopTimeout"));
    }

    private static StreamException failed(Time time, String what, Throwable thrown) {
        Throwable cause = thrown instanceof UndeclaredThrowableException checked ? checked.getCause() : thrown;
        String why = cause instanceof StreamException known
                ? known.problem()
                : cause + CallSite.userLine(cause).map(" in line %s"::formatted).orElse("");
        boolean noRemedyHere = cause instanceof StreamException known && NOT_OF_A_BATCH.contains(known.code());
        return new StreamException(
                engineStopped(cause) ? ErrorCode.ENGINE_STOPPED : ErrorCode.BATCH_FAILED,
                "Batch %d ms (%s): %s: %s".formatted(time.milliseconds(), time.toInstant(), what, why),
                noRemedyHere
                        ? ((StreamException) cause).remedy()
                        : "Mend the cause; or set sluice.streaming.onBatchFailure to retry(n) or skip.",
                cause);
    }

    /** Also if the program has wrapped it. */
    private static boolean engineStopped(Throwable thrown) {
        if (thrown instanceof StreamException known && known.code() == ErrorCode.ENGINE_STOPPED) {
            return true;
        }
        return thrown != null && engineStopped(thrown.getCause());
    }
}
