/**
 * Remembers where a program is, so that a restart repeats no committed batch and loses no planned one. A checkpoint holds
 * data, never code: what batches read, which of them are committed, and the names of sources, stateful operators and
 * outputs, by which the program that is started next finds its data again.
 *
 * <p>Start at {@link io.sluice.streaming.checkpoint.Checkpoint}, the directory while a program runs, and {@link
 * io.sluice.streaming.checkpoint.BatchLog}, what is written for each batch. {@link
 * io.sluice.streaming.checkpoint.Verdict} says whether a program fits a checkpoint, before anything is read or written. Used
 * by the batch cycle.
 */
package io.sluice.streaming.checkpoint;
