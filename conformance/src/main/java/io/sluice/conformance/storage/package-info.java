/**
 * What a {@link io.sluice.storage.log.LogStorage} promises, for whoever implements one: extend {@link
 * io.sluice.conformance.storage.LogStorageConformance}. Uses the storage seam of the engine.
 */
package io.sluice.conformance.storage;
