/**
 * Moves pairs between partitions inside one process: by reference while the memory budget allows, through sorted and
 * compressed spill files when it does not.
 *
 * <p>A map task writes to a {@link io.sluice.embedded.shuffle.ShuffleWriter} and finishes with a {@link
 * io.sluice.embedded.shuffle.MapOutput}; a reduce task reads its share of all of them through a {@link
 * io.sluice.embedded.shuffle.ShuffleReader}; {@link io.sluice.embedded.shuffle.Grouping} brings several keyed inputs
 * together. Combining by key is {@link io.sluice.embedded.shuffle.CombineTable}, the hottest loop of the engine. Used by
 * the embedded engine.
 */
package io.sluice.embedded.shuffle;
