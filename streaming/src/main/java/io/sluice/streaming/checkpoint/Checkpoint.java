package io.sluice.streaming.checkpoint;

import io.sluice.state.codec.ClassFit;
import io.sluice.state.memory.StateFiles;
import io.sluice.storage.log.LogStorage;
import io.sluice.storage.log.LogStorages;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A checkpoint directory, while a program runs on it and nobody else may.
 *
 * <pre>
 * lock               held by the program that runs
 * batches/           {@link BatchLog}: what each batch reads, and that it is over; begins with the operator table
 * state/OPERATOR/    the state of stateful operators, a directory for each partition
 * received/SOURCE/   what sources keep of their own, such as received blocks
 * </pre>
 */
public final class Checkpoint implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Checkpoint.class);
    private static final String LOCK = "lock";
    static final String BATCHES = "batches";
    static final String STATE = "state";
    static final String RECEIVED = "received";

    private final LogStorage directory;
    private final Closeable lock;
    private final BatchLog log;

    private Checkpoint(LogStorage directory, Closeable lock, BatchLog log) {
        this.directory = directory;
        this.lock = lock;
        this.log = log;
    }

    /**
     * Takes a directory, which is made if it is not there.
     *
     * @throws io.sluice.error.StreamException {@code CHECKPOINT_IN_USE}, {@code CHECKPOINT_CORRUPT}, {@code
     *     CHECKPOINT_TOO_NEW} or {@code CHECKPOINT_FAILED}
     */
    public static Checkpoint open(String location) {
        LogStorage directory = LogStorages.at(location);
        Closeable lock = lock(directory);
        try {
            requireWhole(directory);
            return new Checkpoint(directory, lock, BatchLog.open(directory.below(BATCHES)));
        } catch (RuntimeException unusable) {
            release(lock);
            throw unusable;
        }
    }

    static Closeable lock(LogStorage directory) {
        try {
            return directory.lock(LOCK);
        } catch (LogStorage.AlreadyLockedException taken) {
            throw CheckpointErrors.inUse(directory.location(), taken);
        } catch (IOException failed) {
            throw CheckpointErrors.unreadable(directory.location(), failed);
        }
    }

    static void release(Closeable lock) {
        try {
            lock.close();
        } catch (IOException failed) {
            LOG.warn("The lock of a checkpoint could not be released", failed);
        }
    }

    private static void requireWhole(LogStorage directory) {
        try {
            if (directory.below(BATCHES).list().isEmpty()
                    && !(directory.below(STATE).list().isEmpty()
                            && directory.below(RECEIVED).list().isEmpty())) {
                throw CheckpointErrors.logGone(directory.location());
            }
        } catch (IOException failed) {
            throw CheckpointErrors.unreadable(directory.location(), failed);
        }
    }

    /** What a directory holds, which somebody else may be writing to; none if that is no checkpoint yet. */
    public static Optional<History> look(String location) {
        LogStorage directory = LogStorages.at(location);
        requireWhole(directory);
        RunningHistory read = BatchLog.read(directory.below(BATCHES));
        return read.isEmpty() ? Optional.empty() : Optional.of(read.snapshot());
    }

    /**
     * Whether a program fits what a directory holds. Nothing is changed.
     *
     * @param givenUp names of operators whose data may be lost
     */
    public static Verdict verdict(String location, OperatorTable program, Set<String> givenUp) {
        return look(location)
                .map(history -> verdict(location, history, program, givenUp))
                .orElseGet(() -> Verdict.nothingThere(location));
    }

    private static Verdict verdict(String location, History history, OperatorTable program, Set<String> givenUp) {
        List<Verdict.Finding> findings = new ArrayList<>(new Comparison(history, program, givenUp).findings());
        StateFiles states = new StateFiles(LogStorages.at(location));
        for (Operator state : program.of(Operator.Kind.STATE)) {
            if (history.states().containsKey(state.name())) {
                states.fits(state.name(), Thread.currentThread().getContextClassLoader()).stream()
                        .flatMap(fit -> finding(state, fit).stream())
                        .forEach(findings::add);
            }
        }
        return new Verdict(location, true, findings);
    }

    private static Optional<Verdict.Finding> finding(Operator state, ClassFit fit) {
        String text = "The %s holds %s: %s.".formatted(state, fit.name(), fit.reason());
        return switch (fit.kind()) {
            case SAME -> Optional.empty();
            case COMPATIBLE -> Optional.of(new Verdict.Finding(Verdict.Weight.CHANGE, text, ""));
            case INCOMPATIBLE ->
                Optional.of(
                        new Verdict.Finding(
                                Verdict.Weight.OBSTACLE,
                                text,
                                "Bring the class back as it was, or give the operator another name, which begins its state anew."));
        };
    }

    /** What was done on it so far; none if nothing was. */
    public Optional<History> history() {
        return log.history().isEmpty()
                ? Optional.empty()
                : Optional.of(log.history().snapshot());
    }

    /** {@link #verdict(String, OperatorTable, Set)} on this directory. */
    public Verdict verdict(OperatorTable program, Set<String> givenUp) {
        return history()
                .map(history -> verdict(directory.location(), history, program, givenUp))
                .orElseGet(() -> Verdict.nothingThere(directory.location()));
    }

    /** The log of batches. */
    public BatchLog log() {
        return log;
    }

    /** Where a source keeps things of its own. */
    public LogStorage received(String source) {
        return directory.below(RECEIVED + "/" + source);
    }

    /** Whether a source has kept things of its own. */
    boolean hasReceived(String source) {
        LogStorage received = received(source);
        try {
            return !received.list().isEmpty();
        } catch (IOException failed) {
            throw CheckpointErrors.unreadable(received.location(), failed);
        }
    }

    /** Gives the directory back. */
    @Override
    public void close() {
        log.close();
        release(lock);
    }

    @Override
    public String toString() {
        return directory.location();
    }
}
