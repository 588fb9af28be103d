/**
 * How much a source may take, from how fast batches are: Spark's backpressure. Start at
 * {@link io.sluice.streaming.rate.Backpressure}, which a streaming context has while {@code
 * sluice.streaming.backpressure.enabled} is set. Sources show a {@link io.sluice.streaming.rate.RateTarget} to be told.
 */
package io.sluice.streaming.rate;
