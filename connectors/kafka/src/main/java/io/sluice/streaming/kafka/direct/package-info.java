/**
 * Topics read without a receiver: ranges of offsets are fixed in the plan of a batch, and its tasks read them.
 *
 * <p>Start at {@link io.sluice.streaming.kafka.direct.DirectSource}. On the planning thread, {@code Cluster} asks the brokers
 * how far topics go; in tasks, {@code PartitionReader} reads a range, and {@code Readers} keeps it for the next batch.
 */
package io.sluice.streaming.kafka.direct;
