package io.sluice.streaming.source;

import io.sluice.Rdd;
import io.sluice.streaming.Time;
import io.sluice.streaming.rate.RateTarget;
import java.util.Optional;

/**
 * Where records come from, batch by batch. {@link #start}, {@link #stop} and {@link #close} are called once each; {@link #plan}, {@link #rdd},
 * {@link #memory} and {@link #forget} by the thread that plans batches; {@link #batchCommitted} and {@link #batchDone} by whichever thread ran the batch.
 *
 * @param <T> the records
 * @param <P> what the source fixes for a batch
 */
public interface StreamSource<T, P extends BatchInput> {
    /** What it is called in listener events and errors, such as {@code socket localhost:9999}. */
    String name();

    /**
     * How its plans are written to a checkpoint; none if a later run of the program cannot read the same records again.
     */
    default Optional<PlanCodec<P>> planCodec() {
        return Optional.empty();
    }

    /** Told once, before {@link #start}, if the program has a checkpoint. */
    default void resume(SourceCheckpoint<P> checkpoint) {}

    /**
     * What the source must know after a restart besides its plans, such as which files were read long ago. Called by the
     * thread that plans, between plans.
     */
    default byte[] memory() {
        return new byte[0];
    }

    /** Where to say how much it may take; none if it takes what there is, as one that is asked batch by batch may. */
    default Optional<RateTarget> rateTarget() {
        return Optional.empty();
    }

    /** Begins to take records; the first batch is planned after it returns. */
    default void start() {}

    /**
     * Takes no records any more. What was taken is still given to batches.
     *
     * @param graceful whether to wait until records on their way have arrived
     */
    default void stop(boolean graceful) {}

    /** Whether records were taken that no batch has been planned for. */
    default boolean hasUnplanned() {
        return false;
    }

    /** Fixes what belongs to the batch of a time; none if the source has no say in it. */
    Optional<P> plan(Time time);

    /** An RDD that reads what was planned. */
    Rdd<T> rdd(P input);

    /**
     * The batch of that time was run and is committed, or was given up; its input may still be asked for, by windows.
     */
    default void batchDone(Time time) {}

    /** The batch of that time is committed; called before {@link #batchDone}, and not for a batch that was given up. */
    default void batchCommitted(Time time) {}

    /** Nobody will ask for the input of a batch at or before that time again. */
    default void forget(Time time) {}

    /** Gives back what the source holds; the last call, after all batches, and made even if {@link #start} failed or was not. */
    default void close() {}
}
