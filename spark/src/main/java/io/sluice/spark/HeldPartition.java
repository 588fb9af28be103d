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
import java.util.concurrent.locks.ReentrantLock;

/**
 * One partition of a state on an executor. It writes to a directory of its own, so attempts elsewhere, of whatever age, do not
 * meet it; and what it holds is used only if it is what the driver says counts, or was made of that. Thread-safe: one task at a
 * time uses it.
 */
final class HeldPartition {
    private static final StateStoreProvider STORES = new LiveStates();

    private final String location;
    private final ReentrantLock inUse = new ReentrantLock();
    private volatile boolean retired;

    // what follows is guarded by inUse
    private StatePartition<?, ?> live; // null if there is nothing to use
    private String owner;

    /** What it was made of: another owner's state at a version. */
    private String madeOf;

    private long madeAt;

    /** The latest batch that began, and what it emitted if it is on the disk. */
    private volatile long version = StatePartition.EMPTY;

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
    <K, V, S, T> Emitted<T> update(
            StateSplit split, StateStep<K, V, S, T> step, Records<Tuple2<K, V>> records, Step task) {
        inUse.lock();
        try {
            return updateOnce(split, step, records, task);
        } finally {
            release();
        }
    }

    /** Ends a use. Who has gone on to {@link #retire} it meanwhile has left the closing to it. */
    private void release() {
        inUse.unlock();
        if (retired) {
            closeUnlessInUse();
        }
    }

    @SuppressWarnings("unchecked") // the same batch of the same state emits the same
    private <K, V, S, T> Emitted<T> updateOnce(
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
    <K, S> Iterator<Tuple2<K, S>> entries(StateSplit split, StateReport report) {
        inUse.lock();
        try {
            if (!retired
                    && live != null
                    && emitted != null
                    && owner.equals(report.owner())
                    && version == report.version()) {
                return this.<K, S>live().entries(version);
            }
        } finally {
            release();
        }
        return STORES.read(split.state(), split.index(), directory(split, report.owner()), report.version());
    }

    /** Whether it was updated here once, and not in the batch that is committed or a later one. */
    boolean isBehind(long committed) {
        long latest = version;
        return latest != StatePartition.EMPTY && latest < committed;
    }

    /** Gives back memory and files at once, or when the task ends that uses it now, and after every task that still has it. */
    void retire() {
        retired = true;
        closeUnlessInUse();
    }

    private void closeUnlessInUse() {
        if (inUse.tryLock()) {
            try {
                closeHeld();
            } finally {
                inUse.unlock();
            }
        }
    }

    /** Gives back memory and files; what is on the disk stays there. */
    void close() {
        inUse.lock();
        try {
            closeHeld();
        } finally {
            inUse.unlock();
        }
    }

    private void closeHeld() {
        if (live != null) {
            live.close();
            live = null;
        }
        emitted = null;
    }

    /** Whether it has memory and files. */
    boolean isOpen() {
        inUse.lock();
        try {
            return live != null;
        } finally {
            inUse.unlock();
        }
    }
}
