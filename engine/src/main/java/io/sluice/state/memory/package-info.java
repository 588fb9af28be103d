/**
 * The default state store: one live copy of a partition in memory, every change in a log on the disk. Start at {@link
 * io.sluice.state.memory.LiveStates}; {@code LiveState} is one partition, {@code EntryTable} what it holds in memory, {@code
 * StateLog} what it has on the disk. Used by engines.
 */
package io.sluice.state.memory;
