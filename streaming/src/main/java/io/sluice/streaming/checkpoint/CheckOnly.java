package io.sluice.streaming.checkpoint;

/**
 * Thrown instead of starting a program that was only to be held against its checkpoint. Not an exception, so that programs do
 * not take it for a failure.
 */
public final class CheckOnly extends Error {
    private static final long serialVersionUID = 1;

    private final transient Verdict verdict;

    public CheckOnly(Verdict verdict) {
        super("only the checkpoint is checked", null, false, false);
        this.verdict = verdict;
    }

    public Verdict verdict() {
        return verdict;
    }
}
