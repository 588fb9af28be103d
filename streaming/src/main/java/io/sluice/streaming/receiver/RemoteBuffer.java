package io.sluice.streaming.receiver;

import io.sluice.streaming.Time;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** The blocks of one receiver that are on executors: those that wait for a batch, and those that batches have. Thread-safe. */
final class RemoteBuffer<T> {
    // guarded by this
    private final NavigableMap<Time, List<RemoteBlock<T>>> notDone = new TreeMap<>();
    private final NavigableMap<Time, List<RemoteBlock<T>>> remembered = new TreeMap<>();
    private List<RemoteBlock<T>> waiting = new ArrayList<>();
    private long nextBlock;
    private long nextUnplanned;

    /** Takes a block that is stored; one that was told before, because the answer was lost, counts once. */
    synchronized void add(RemoteBlock<T> block) {
        if (block.id().number() >= nextBlock) {
            waiting.add(block);
            nextBlock = block.id().number() + 1;
        }
    }

    /**
     * Takes up what an earlier run of the program left.
     *
     * @param plans what batches have that may be asked for again
     * @param firstUnplanned the number of the first block that no batch has
     * @param unplanned the blocks that no batch has
     */
    synchronized void recover(
            Map<Time, ReceivedBlocks<T>> plans, long firstUnplanned, Collection<RemoteBlock<T>> unplanned) {
        plans.forEach((time, plan) -> {
            if (!plan.blocks().isEmpty()) {
                remembered.put(
                        time,
                        plan.blocks().stream()
                                .map(block -> (RemoteBlock<T>) block)
                                .toList());
            }
        });
        nextBlock = firstUnplanned;
        nextUnplanned = firstUnplanned;
        unplanned.forEach(this::add);
    }

    /** The number of the next block that is stored. */
    synchronized long nextBlock() {
        return nextBlock;
    }

    /** The number of the first block that no batch has. */
    synchronized long nextUnplanned() {
        return nextUnplanned;
    }

    synchronized boolean hasUnplanned() {
        return !waiting.isEmpty();
    }

    /** Whether some batch has blocks and is not done. */
    synchronized boolean isBusy() {
        return !notDone.isEmpty();
    }

    /** Takes out the blocks that wait for a batch and are gone with the executors that had them. */
    List<RemoteBlock<T>> takeLost() {
        List<RemoteBlock<T>> all;
        synchronized (this) {
            all = List.copyOf(waiting);
        }
        List<RemoteBlock<T>> lost = all.stream().filter(RemoteBlock::isLost).toList();
        synchronized (this) {
            waiting.removeAll(lost);
        }
        return lost;
    }

    /** Gives a batch everything stored so far. */
    synchronized ReceivedBlocks<T> plan(Time time) {
        List<RemoteBlock<T>> taken = waiting;
        waiting = new ArrayList<>();
        if (!taken.isEmpty()) {
            nextUnplanned = taken.get(taken.size() - 1).id().number() + 1;
            notDone.put(time, taken);
            remembered.put(time, taken);
        }
        return new ReceivedBlocks<>(new ArrayList<>(taken), nextUnplanned);
    }

    /** What the batch was given is processed; answers what that was. */
    synchronized List<RemoteBlock<T>> batchDone(Time time) {
        List<RemoteBlock<T>> done = notDone.remove(time);
        return done == null ? List.of() : done;
    }

    /**
     * No RDD of a batch up to that time is left: executors need not keep its blocks.
     *
     * @return the oldest block that is still needed, or the last that was; none if nothing has changed
     */
    Optional<RemoteBlock<T>> forget(Time time) {
        List<RemoteBlock<T>> unneeded = new ArrayList<>();
        Optional<RemoteBlock<T>> oldest;
        synchronized (this) {
            NavigableMap<Time, List<RemoteBlock<T>>> old = remembered.headMap(time, true);
            if (old.isEmpty()) {
                return Optional.empty();
            }
            old.values().forEach(unneeded::addAll);
            RemoteBlock<T> last = old.lastEntry().getValue().get(0);
            old.clear();
            oldest = Optional.of(
                    remembered.isEmpty()
                            ? last
                            : remembered.firstEntry().getValue().get(0));
        }
        unneeded.forEach(RemoteBlock::drop);
        return oldest;
    }

    /** Has executors keep nothing. */
    void close() {
        List<RemoteBlock<T>> unneeded;
        synchronized (this) {
            unneeded = new ArrayList<>(waiting);
            remembered.values().forEach(unneeded::addAll);
            waiting.clear();
            remembered.clear();
        }
        unneeded.forEach(RemoteBlock::drop);
    }
}
