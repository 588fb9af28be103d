package io.sluice.spark;

import io.sluice.Tuple2;
import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;
import io.sluice.lineage.StateStep;
import io.sluice.operator.Records;
import io.sluice.operator.Step;
import io.sluice.state.StatePartition;
import io.sluice.state.StateStoreProvider;
import io.sluice.state.memory.LiveStates;
import io.sluice.state.memory.StateOwners;
import io.sluice.storage.log.LogStorage;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * One partition of a state on an executor. It writes to a directory of its own, so attempts elsewhere, of whatever age, do not
 * meet it; and what it holds is used only if it is what the driver says counts, or was made of that. Thread-safe: one task at a
 * time updates it.
 */
final class HeldPartition {
    private static final StateStoreProvider STORES = new LiveStates();

    private final String location;

    private StatePartition<?, ?> live; // null if there is nothing to use
    private String owner;

    /** What it was made of: another owner's state at a version. */
    private String madeOf;

    private long madeAt;

    /** The latest batch that began, and what it emitted if it is on the disk. */
    private long version = StatePartition.EMPTY;

    private Emitted<?> emitted;

    /** The latest version on the disk when it began. */
    private long writtenBefore;

    /**
     * Holds nothing yet.
     *
     * @param location the executor, as Spark names locations
     */
    HeldPartition(String location) {
        this.location = location;
    }

    /**
     * Has a batch change the state, durably; once, however often it is asked.
     *
     * @throws StreamException {@code STATE_LOST} if a later batch has begun
     */
    @SuppressWarnings("unchecked") // the same batch of the same state emits the same
    synchronized <K, V, S, T> Emitted<T> update(
            StateSplit split, StateStep<K, V, S, T> step, Records<Tuple2<K, V>> records, Step task) {
        if (split.version() < version) {
            throw split.turn().over(version);
        }
        if (!fits(split)) {
            open(split);
        }
        if (split.version() == version && emitted != null) {
            return (Emitted<T>) emitted;
        }
        version = split.version();
        emitted = null;
        Emitted<T> fresh = attempt(split, step, records, task);
        emitted = fresh;
        return fresh;
    }

    private <K, V, S, T> Emitted<T> attempt(
            StateSplit split, StateStep<K, V, S, T> step, Records<Tuple2<K, V>> records, Step task) {
        try {
            StateStep<K, V, S, T> noting = (store, in, out) -> {
                writtenBefore = live.latest();
                step.run(store, in, out);
            };
            List<T> out = split.turn().run(this.<K, S>live(), noting, records, task);
            live.force();
            return new Emitted<>(out, report(split));
        } catch (StreamException failed) {
            if (failed.code().kind() != ErrorCode.Kind.USER) { // a log that failed refuses everything from then on
                close();
            }
            throw failed;
        }
    }

    private StateReport report(StateSplit split) {
        return new StateReport(
                split.state(),
                split.run(),
                split.index(),
                owner,
                split.from(),
                writtenBefore,
                split.version(),
                live.latest(),
                location);
    }

    /** Whether what is here is the state that a batch stands on. */
    private boolean fits(StateSplit split) {
        return live != null
                && (owner.equals(split.owner()) || (madeOf.equals(split.owner()) && madeAt == split.from()));
    }

    private void open(StateSplit split) {
        close();
        owner = StateOwners.another();
        madeOf = split.owner();
        madeAt = split.from();
        live = STORES.open(
                split.state(),
                split.index(),
                directory(split, owner),
                split.from() == StatePartition.EMPTY ? Optional.empty() : Optional.of(directory(split, madeOf)));
    }

    private static LogStorage directory(StateSplit split, String owner) {
        return StateOwners.storage(split.state(), split.index(), owner);
    }

    @SuppressWarnings("unchecked") // one operator has one type of keys and one of values
    private <K, S> StatePartition<K, S> live() {
        return (StatePartition<K, S>) live;
    }

    /** The entries after a batch, from here if it ran here and none has begun since, else from the disk. */
    synchronized <K, S> Iterator<Tuple2<K, S>> entries(StateSplit split, StateReport report) {
        if (live != null && emitted != null && owner.equals(report.owner()) && version == report.version()) {
            return this.<K, S>live().entries(version);
        }
        return STORES.read(split.state(), split.index(), directory(split, report.owner()), report.version());
    }

    /** Gives back memory and files; what is on the disk stays there. */
    synchronized void close() {
        if (live != null) {
            live.close();
            live = null;
        }
        emitted = null;
    }
}
