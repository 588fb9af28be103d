/**
 * Who may use how much of the heap. One {@link io.sluice.embedded.memory.MemoryBudget} for an engine; a task that collects
 * records takes a {@link io.sluice.embedded.memory.MemoryShare} of it and writes to disk what the share refuses. Sizes are
 * estimates: {@link io.sluice.embedded.memory.SizeEstimator} for one object graph, {@link
 * io.sluice.embedded.memory.SampledSize} for many records. Used by the shuffle and by stored blocks.
 */
package io.sluice.embedded.memory;
