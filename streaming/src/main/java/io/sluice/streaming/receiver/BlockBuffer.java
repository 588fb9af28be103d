package io.sluice.streaming.receiver;

import io.sluice.streaming.Time;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The blocks of one receiver in this process: those that wait for a batch, and how much the batches that are not yet done
 * hold. Thread-safe.
 *
 * <p>With a log, a block is given to a batch when it is durable. Blocks of batches that are done leave the heap, and the log
 * when no batch can ask for them again.
 */
final class BlockBuffer<T> {
    private final ReceiveBudget budget;
    private final Optional<ReceivedLog<T>> log;
    private final BlockIntake<T> intake;

    // guarded by this
    private final NavigableMap<Time, List<Block<T>>> notDone = new TreeMap<>();
    private final NavigableMap<Time, Long> held = new TreeMap<>(); // bytes of batches that are done; without a log only
    private Time lastDone = new Time(Long.MIN_VALUE);
    private Time doneBefore = lastDone;
    private final NavigableMap<Time, List<Block<T>>> remembered = new TreeMap<>(); // with a log only
    private List<Block<T>> cut = new ArrayList<>();
    private long next;

    BlockBuffer(String source, ReceiveBudget budget, RateLimit rate, Optional<ReceivedLog<T>> log) {
        this.budget = budget;
        this.log = log;
        this.intake = new BlockIntake<>(source, budget, rate, log, this::add);
    }

    /** Where the receiver stores. */
    BlockIntake<T> intake() {
        return intake;
    }

    private synchronized void add(Block<T> ready) {
        cut.add(ready);
    }

    /** Gives a batch everything stored so far. */
    ReceivedBlocks<T> plan(Time time) {
        intake.cut();
        synchronized (this) {
            List<Block<T>> taken = cut;
            cut = new ArrayList<>();
            if (!taken.isEmpty()) {
                next = taken.get(taken.size() - 1).id().number() + 1;
                notDone.put(time, taken);
                if (log.isPresent()) {
                    remembered.put(time, taken);
                }
            }
            return new ReceivedBlocks<>(taken, next);
        }
    }

    /**
     * What the batch was given is processed. With a log its blocks leave the heap, which makes room at once. Without one they
     * stay for as long as the batch's RDD is remembered, until the batch after it is done; what windows remember longer is
     * the program's, and no reason to receive nothing.
     */
    synchronized void batchDone(Time time) {
        makeRoom(doneBefore);
        doneBefore = lastDone;
        lastDone = lastDone.max(time);
        List<Block<T>> done = notDone.remove(time);
        if (done == null) {
            return;
        }
        long bytes = done.stream().mapToLong(Block::bytes).sum();
        if (log.isEmpty()) {
            held.put(time, bytes);
            return;
        }
        budget.release(bytes);
        for (Block<T> block : done) {
            if (block instanceof LoggedBlock<T> logged) {
                logged.release();
            }
        }
    }

    /** Gives back what batches up to that time, which are done, had. */
    private void makeRoom(Time until) {
        NavigableMap<Time, Long> old = held.headMap(until, true);
        budget.release(old.values().stream().mapToLong(Long::longValue).sum());
        old.clear();
    }

    /** Looks at what waits last: a block on its way from the intake to here must not be overlooked. */
    boolean hasUnplanned() {
        if (intake.hasGathered()) {
            return true;
        }
        synchronized (this) {
            return !cut.isEmpty();
        }
    }

    // ---- the log

    /**
     * Takes up what an earlier run left.
     *
     * @param plans what batches have that may be asked for again
     * @param firstUnplanned the number of the first block that no batch has
     * @param unplanned the blocks that no batch has
     */
    synchronized void recover(
            Map<Time, ReceivedBlocks<T>> plans, long firstUnplanned, Collection<LoggedBlock<T>> unplanned) {
        plans.forEach((time, plan) -> {
            if (!plan.blocks().isEmpty()) {
                remembered.put(time, plan.blocks());
            }
        });
        cut.addAll(unplanned);
        next = firstUnplanned;
        intake.beginAt(
                unplanned.stream().mapToLong(block -> block.id().number() + 1).reduce(firstUnplanned, Math::max));
    }

    /** The number of the first block that no batch has. */
    synchronized long next() {
        return next;
    }

    /** No RDD of a batch up to that time is left: makes room, and lets the log drop what only these batches had. */
    void forget(Time time) {
        Optional<Block<T>> oldest;
        synchronized (this) {
            makeRoom(time);
            if (log.isEmpty() || remembered.headMap(time, true).isEmpty()) {
                return;
            }
            Block<T> last =
                    remembered.headMap(time, true).lastEntry().getValue().get(0);
            remembered.headMap(time, true).clear();
            oldest = Optional.of(
                    remembered.isEmpty()
                            ? last
                            : remembered.firstEntry().getValue().get(0));
        }
        oldest.ifPresent(block -> log.get().dropBefore((LoggedBlock<T>) block));
    }
}
