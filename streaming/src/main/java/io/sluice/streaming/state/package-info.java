/**
 * What stateful operators do with a batch: steps that run in tasks against a {@link io.sluice.state.StateStore}, and the
 * operators that make the RDDs around them. The nodes that carry them from batch to batch are in
 * {@code io.sluice.streaming.graph}. Start at {@link io.sluice.streaming.state.UpdateByKey}.
 */
package io.sluice.streaming.state;
