package io.sluice.streaming.receiver;

import io.sluice.streaming.Time;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The blocks of one receiver that are on executors: those that wait for a batch, and those that batches have. Thread-safe. */
final class RemoteBuffer<T> {
    // guarded by this
    private final NavigableMap<Time, List<RemoteBlock<T>>> notDone = new TreeMap<>();
    private final NavigableMap<Time, List<RemoteBlock<T>>> remembered = new TreeMap<>();
    private List<RemoteBlock<T>> waiting = new ArrayList<>();
    private long nextBlock;
    private long nextUnplanned;

    /** Takes a block that is stored. */
    synchronized void add(RemoteBlock<T> block) {
        waiting.add(block);
        nextBlock = block.id().number() + 1;
    }

    /** The number of the next block that is stored. */
    synchronized long nextBlock() {
        return nextBlock;
    }

    synchronized boolean hasUnplanned() {
        return !waiting.isEmpty();
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

    /** No RDD of a batch up to that time is left: executors need not keep its blocks. */
    void forget(Time time) {
        List<RemoteBlock<T>> unneeded = new ArrayList<>();
        synchronized (this) {
            NavigableMap<Time, List<RemoteBlock<T>>> old = remembered.headMap(time, true);
            old.values().forEach(unneeded::addAll);
            old.clear();
        }
        unneeded.forEach(block -> block.kept().drop());
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
        unneeded.forEach(block -> block.kept().drop());
    }
}
