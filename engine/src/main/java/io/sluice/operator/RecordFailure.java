package io.sluice.operator;

/**
 * A user's function threw, in the operator of {@link #origin()}. Carries the news from deep inside a chain of operators to the
 * task, which knows the rest: the batch, the partition, the record's position. The cause is what was thrown.
 */
public final class RecordFailure extends RuntimeException {
    private final transient Origin origin;

    public RecordFailure(Origin origin, Throwable cause) {
        super(null, cause, false, false);
        this.origin = origin;
    }

    public Origin origin() {
        return origin;
    }
}
