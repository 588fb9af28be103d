/**
 * Keyed state, versioned by batch. Operators see a {@link io.sluice.state.StateStore} for the length of a batch; an engine
 * owns the {@link io.sluice.state.StatePartition} behind it, which keeps one live copy in memory and every change on the
 * disk. Start at {@link io.sluice.state.StatePartition}.
 */
package io.sluice.state;
