package io.sluice.embedded;

import io.sluice.TaskContext;
import io.sluice.Tuple2;
import io.sluice.embedded.shuffle.Grouping;
import io.sluice.embedded.shuffle.ShuffleResources;
import io.sluice.lineage.Shuffle;
import io.sluice.operator.Records;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Makes shuffles, and keeps the latest ones after their jobs, because the next job often starts from the same shuffle: a
 * {@code take} that needs more partitions, a second output of a batch. Older ones are given up, and are run again if
 * somebody needs them after all. Thread-safe.
 */
final class Shuffles implements AutoCloseable {
    private static final int MOST_KEPT = 64;

    private final ShuffleResources resources;
    private final Deque<ShuffledData<?, ?>> kept = new ArrayDeque<>();
    private long keptBytes;

    Shuffles(ShuffleResources resources) {
        this.resources = resources;
    }

    /** A shuffle to be written, by as many map tasks as the node's parent has partitions. */
    <K, V, C> ShuffledData<K, C> start(Shuffle<K, V, C> node) {
        return new ShuffledData<>(resources, node);
    }

    /** Brings the records of several co-partitioned inputs together by key. */
    @SuppressWarnings("unchecked") // a list of objects per input, read only
    <K> Records<Tuple2<K, List<?>[]>> group(List<Records<? extends Tuple2<K, ?>>> parts, TaskContext task) {
        return (Records<Tuple2<K, List<?>[]>>) (Records<?>) new Grouping<>(resources, parts, task::onCompletion);
    }

    /** A job that ran the shuffle is over: keeps it for the next one, and gives up the oldest beyond the bounds. */
    void keep(ShuffledData<?, ?> data) {
        long mostBytes = resources.budget().limit() / 2;
        synchronized (kept) {
            kept.addLast(data);
            keptBytes += data.bytes();
            while (kept.size() > 1 && (kept.size() > MOST_KEPT || keptBytes > mostBytes)) {
                ShuffledData<?, ?> oldest = kept.removeFirst();
                keptBytes -= oldest.bytes();
                oldest.giveUp();
            }
        }
    }

    /** Nobody will ask for a shuffle again: gives it up now. */
    void forget(Shuffle<?, ?, ?> node) {
        if (node.results().get().orElse(null) instanceof ShuffledData<?, ?> data) {
            synchronized (kept) {
                if (kept.remove(data)) {
                    keptBytes -= data.bytes();
                    data.giveUp();
                }
            }
        }
    }

    @Override
    public void close() {
        synchronized (kept) {
            kept.forEach(ShuffledData::giveUp);
            kept.clear();
            keptBytes = 0;
        }
    }
}
