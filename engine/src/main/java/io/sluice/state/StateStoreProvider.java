package io.sluice.state;

import io.sluice.Tuple2;
import io.sluice.storage.log.LogStorage;
import java.util.Iterator;
import java.util.Optional;

/** Makes stores: the SPI for other ways of keeping state. */
public interface StateStoreProvider {
    /**
     * Opens the state of a partition, without reading it yet.
     *
     * @param storage the partition's own directory in the checkpoint
     */
    default <K, S> StatePartition<K, S> open(StateId id, int partition, LogStorage storage) {
        return open(id, partition, storage, Optional.empty());
    }

    /**
     * Opens the state of a partition that may have been another's before, without reading it yet.
     *
     * @param storage the partition's own directory in the checkpoint, to which nobody else writes
     * @param inherited where the owner before kept the state, who may not have noticed that it is one no more: it is only
     *     read, and the first batch writes what it finds there to {@code storage}
     */
    <K, S> StatePartition<K, S> open(StateId id, int partition, LogStorage storage, Optional<LogStorage> inherited);

    /**
     * The entries at a version, read from a directory to which others may write meanwhile.
     *
     * @throws io.sluice.error.StreamException {@code STATE_LOST} if they cannot be had any more
     */
    <K, S> Iterator<Tuple2<K, S>> read(StateId id, int partition, LogStorage storage, long version);
}
