/**
 * The partitions that persisted datasets keep: in memory as objects or as bytes, on disk, or first the one and then the
 * other when memory is wanted elsewhere. Start at {@link io.sluice.embedded.block.BlockStore}, one for an engine, which
 * makes a {@link io.sluice.embedded.block.NodeBlocks} for each persisted node. Used by {@code embedded}.
 */
package io.sluice.embedded.block;
