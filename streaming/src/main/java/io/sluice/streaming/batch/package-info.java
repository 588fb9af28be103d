/**
 * The life of a batch, the same for every program: planned (its input is fixed, its work made ready), run (one job for each
 * output, in order), and finished (what nobody needs any more is dropped). Start at
 * {@link io.sluice.streaming.batch.BatchCycle}. A streaming context owns one.
 */
package io.sluice.streaming.batch;
