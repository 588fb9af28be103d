package io.sluice.testkit;

import io.sluice.Rdd;
import io.sluice.streaming.DStream;
import io.sluice.streaming.Time;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The records that a stream gave in each batch, in the order of partitions. A batch in which the stream has no RDD, such as
 * one between the slides of a window, is not in here; one whose RDD is empty is. Thread-safe.
 *
 * @param <T> the records
 */
public sealed class Output<T> permits PairOutput {
    private final Map<Time, List<T>> batches = new TreeMap<>();

    Output(DStream<T> stream) {
        stream.foreachRDD(this::keep);
    }

    private void keep(Rdd<T> rdd, Time time) {
        List<T> records = rdd.collect();
        synchronized (batches) {
            batches.put(time, records);
        }
    }

    /** The records of each batch, in the order of times. */
    public List<List<T>> batches() {
        synchronized (batches) {
            return new ArrayList<>(batches.values());
        }
    }

    /** The times that there are records for, in order. */
    public List<Time> times() {
        synchronized (batches) {
            return List.copyOf(batches.keySet());
        }
    }

    /**
     * The records of a batch.
     *
     * @throws AssertionError if the stream gave no RDD then
     */
    public List<T> at(Time time) {
        synchronized (batches) {
            List<T> records = batches.get(time);
            if (records == null) {
                throw new AssertionError("the stream gave nothing at %s, only at %s".formatted(time, batches.keySet()));
            }
            return records;
        }
    }

    /**
     * The records of the last batch.
     *
     * @throws AssertionError if there is none
     */
    public List<T> last() {
        List<Time> times = times();
        if (times.isEmpty()) {
            throw new AssertionError("the stream gave nothing: no batch ran, or none in which it has an RDD");
        }
        return at(times.get(times.size() - 1));
    }

    /** The records of all batches, in the order of times. */
    public List<T> all() {
        List<T> all = new ArrayList<>();
        batches().forEach(all::addAll);
        return all;
    }

    @Override
    public String toString() {
        synchronized (batches) {
            return batches.toString();
        }
    }
}
