package io.sluice.streaming.kafka.direct;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;

/**
 * Keeps readers from one batch to the next. Several may be kept of a partition: when several jobs of a batch read it, each
 * finds one that is where it goes on. Thread-safe.
 */
final class Readers<K, V> implements AutoCloseable {
    private static final int MOST_OF_ONE = 2;
    /** Each takes some 50 microseconds of a plan's time. */
    private static final int MOST_AHEAD = 16;

    private final Function<TopicPartition, PartitionReader<K, V>> maker;
    private final int capacity;
    private final Deque<PartitionReader<K, V>> idle = new ArrayDeque<>(); // the one used last comes first
    private boolean closed;

    /**
     * @param capacity how many are kept at most, 0 to keep none
     */
    Readers(int capacity, Function<TopicPartition, PartitionReader<K, V>> maker) {
        this.capacity = capacity;
        this.maker = maker;
    }

    /** A reader of the partition, to be given back; one that is at the offset, if there is one. */
    PartitionReader<K, V> take(TopicPartition partition, long from) {
        PartitionReader<K, V> kept = takeKept(partition, from);
        PartitionReader<K, V> reader = kept == null ? maker.apply(partition) : kept;
        reader.lend();
        return reader;
    }

    private synchronized PartitionReader<K, V> takeKept(TopicPartition partition, long from) {
        PartitionReader<K, V> elsewhere = null;
        int ofPartition = 0;
        for (Iterator<PartitionReader<K, V>> each = idle.iterator(); each.hasNext(); ) {
            PartitionReader<K, V> reader = each.next();
            if (reader.partition().equals(partition)) {
                if (reader.position() == from) {
                    each.remove();
                    return reader;
                }
                elsewhere = reader;
                ofPartition++;
            }
        }
        if (ofPartition < MOST_OF_ONE) {
            return null;
        }
        idle.remove(elsewhere);
        return elsewhere;
    }

    /** Has the readers that no task uses take what has come, those used last first; none waits for a broker. */
    void lookAhead() {
        some().forEach(PartitionReader::lookAhead);
    }

    private synchronized List<PartitionReader<K, V>> some() {
        return idle.stream().limit(MOST_AHEAD).toList();
    }

    void giveBack(PartitionReader<K, V> reader) {
        reader.giveBack();
        PartitionReader<K, V> surplus = put(reader);
        if (surplus != null) {
            surplus.close();
        }
    }

    private synchronized PartitionReader<K, V> put(PartitionReader<K, V> reader) {
        if (closed || capacity == 0) {
            return reader;
        }
        idle.addFirst(reader);
        return idle.size() > capacity ? idle.removeLast() : null;
    }

    @Override
    public synchronized void close() {
        closed = true;
        idle.forEach(PartitionReader::close);
        idle.clear();
    }
}
