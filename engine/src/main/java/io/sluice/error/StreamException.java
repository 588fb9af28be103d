package io.sluice.error;

import static java.util.Objects.requireNonNull;

/**
 * A failure with a code to look up, the problem in words, and what to do about it. The problem names the place (batch,
 * partition, file) and both the value found and the value expected; the remedy is an instruction. Immutable.
 *
 * <p>A wrong argument is an {@link IllegalArgumentException} and a call out of turn an {@link IllegalStateException};
 * every other failure is one of these.
 */
public final class StreamException extends RuntimeException {
    private final ErrorCode code;
    private final String problem;
    private final String remedy;

    /** A failure found by Sluice itself, with no exception below it. */
    public StreamException(ErrorCode code, String problem, String remedy) {
        this(code, problem, remedy, null);
    }

    /** A failure that follows from {@code cause}, which may be null. */
    public StreamException(ErrorCode code, String problem, String remedy, Throwable cause) {
        super(
                requireNonNull(code, "code") + ": " + requireNonNull(problem, "problem") + " Remedy: "
                        + requireNonNull(remedy, "remedy"),
                cause);
        this.code = code;
        this.problem = problem;
        this.remedy = remedy;
    }

    /** A broken promise of Sluice's own, with the request to report it. */
    public static StreamException internal(String problem, Throwable cause) {
        return new StreamException(
                ErrorCode.INTERNAL,
                problem,
                "This is a defect of Sluice: please report it with this stack trace.",
                cause);
    }

    /** What kind of failure this is, as listed in docs/errors.md. */
    public ErrorCode code() {
        return code;
    }

    /** What happened and where, in one or two sentences. */
    public String problem() {
        return problem;
    }

    /** What to do about it, as an instruction. */
    public String remedy() {
        return remedy;
    }
}
