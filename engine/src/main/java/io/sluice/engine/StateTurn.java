package io.sluice.engine;

import io.sluice.Tuple2;
import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;
import io.sluice.lineage.StateStep;
import io.sluice.operator.Records;
import io.sluice.operator.Step;
import io.sluice.state.StateId;
import io.sluice.state.StatePartition;
import io.sluice.state.StateStore;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;

/**
 * One partition of a state in one batch: which version it stands on, and which one it writes.
 *
 * @param from the version that counts when the turn begins
 * @param written the version that must be the latest one on the disk by {@code from}; none if nobody knows
 */
public record StateTurn(StateId state, int partition, long from, long version, OptionalLong written) {
    /**
     * Runs a step over the records, and writes the version down, not yet forced. What fails is undone.
     *
     * @return what the step emitted
     */
    public <K, V, S, T> List<T> run(
            StatePartition<K, S> live, StateStep<K, V, S, T> step, Records<Tuple2<K, V>> records, Step task) {
        if (from >= version) {
            throw over(from);
        }
        StateStore<K, S> store = live.begin(from, version);
        boolean done = false;
        List<T> emitted = new ArrayList<>();
        try {
            requireWritten(live);
            step.run(store, records, emitted::add);
            live.prepare();
            done = true;
        } catch (StreamException | CancellationException known) {
            throw known;
        } catch (Exception thrown) {
            throw task.failed(thrown);
        } finally {
            if (!done) {
                live.abort();
            }
        }
        return emitted;
    }

    /** What the log of batches says was written must be there: a disk may have lost it without a word. */
    private void requireWritten(StatePartition<?, ?> live) {
        if (written.isPresent() && written.getAsLong() != live.latest()) {
            throw new StreamException(
                    ErrorCode.STATE_LOST,
                    "Partition %d of the state '%s' in %s was written up to version %d, and its files end with version %d."
                            .formatted(
                                    partition,
                                    state.operator(),
                                    state.checkpoint(),
                                    written.getAsLong(),
                                    live.latest()),
                    "The disk has lost what it had promised to keep: restore the checkpoint directory as a whole, or start"
                            + " from an empty one.");
        }
    }

    /**
     * What to throw when the turn is asked for too late.
     *
     * @param latest the version that the state is at
     */
    public StreamException over(long latest) {
        return new StreamException(
                ErrorCode.STATE_LOST,
                "What came of the state '%s' in batch %d was asked for when the state was at %d already."
                        .formatted(state.operator(), version, latest),
                "Use it in the batch it belongs to, or persist or remember the stream, so that it is kept.");
    }
}
