package io.sluice.streaming.kafka.sink;

import io.sluice.streaming.Batch;
import java.util.Iterator;

/**
 * What a process keeps for an output from batch to batch: the producers. Thread-safe, except that batches follow one another.
 *
 * @param <T> the records of the stream
 */
public interface OutputWriter<T> extends AutoCloseable {
    /**
     * Makes ready for a batch.
     *
     * @param replays whether the program has a checkpoint, so that a batch which was written may come again
     * @return false if all of the batch is in its topics
     */
    boolean begin(Batch batch, int partitions, boolean replays);

    /** Writes a partition of the batch, or what is not written yet; it is in its topics when this returns. */
    void write(Iterator<T> records, Batch batch, int partition, int partitions) throws Exception;

    /** Ends the producers. What was not committed is not there. */
    @Override
    void close();
}
