/**
 * How many executors a program has, from how long its batches take: Spark Streaming's dynamic allocation. Start at
 * {@link io.sluice.streaming.allocation.ExecutorAllocation}, which a streaming context has while {@code
 * sluice.streaming.dynamicAllocation.enabled} is set and its engine can have more executors or fewer.
 */
package io.sluice.streaming.allocation;
