package io.sluice.state;

import io.sluice.storage.log.LogStorage;

/** Makes stores: the SPI for other ways of keeping state. */
public interface StateStoreProvider {
    /**
     * Opens the state of a partition, without reading it yet.
     *
     * @param storage the partition's own directory in the checkpoint
     */
    <K, S> StatePartition<K, S> open(StateId id, int partition, LogStorage storage);
}
