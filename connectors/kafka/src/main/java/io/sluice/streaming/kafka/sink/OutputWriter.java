package io.sluice.streaming.kafka.sink;

import io.sluice.TaskContext;
import io.sluice.streaming.Batch;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

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

    /** What tasks must know of one another's writing; to be asked between {@link #begin} and the batch's job. */
    Custody custody();

    /**
     * Writes a partition of the batch, or what is not written yet; it is in its topics when this returns.
     *
     * @return the writer that has the partition now; empty if that did not change
     */
    Optional<UUID> write(Iterator<T> records, Batch batch, TaskContext task, int partitions, Custody custody)
            throws Exception;

    /**
     * All of a batch is in its topics.
     *
     * @param writers what {@link #write} gave, by partition
     */
    void wrote(List<Optional<UUID>> writers);

    /** Ends the producers. What was not committed is not there. */
    @Override
    void close();
}
