package io.sluice.streaming.sink;

import io.sluice.function.VoidFunction2;
import io.sluice.streaming.Batch;

/**
 * Takes the results of batches, with what it promises about a batch that comes again. Given to {@code foreachBatch}, like any
 * function; being one of these, its promise is part of the guarantee that is shown at the start.
 *
 * @param <R> the kind of RDD it takes
 */
public interface BatchSink<R> extends VoidFunction2<R, Batch> {
    /** What happens when a batch comes again. */
    SinkGuarantee guarantee();

    /** Where results go, in a few words, such as {@code JDBC table word_counts}. */
    String description();
}
