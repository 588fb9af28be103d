/**
 * Batches into topics, once each. Start at {@link io.sluice.streaming.kafka.sink.OutputWriter}; the one with
 * transactions has a {@code PartitionWriter} for each partition of an output, and what says after a crash which batches are
 * there is the {@code Ledger}, a topic. Why: docs/decisions/0013. Used by {@link
 * io.sluice.streaming.kafka.KafkaSink}, which programs see.
 */
package io.sluice.streaming.kafka.sink;
