package io.sluice.streaming.source;

import static java.util.Objects.requireNonNull;

import io.sluice.storage.log.LogStorage;
import io.sluice.streaming.Time;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a source finds in the checkpoint when the program starts.
 *
 * @param storage a place of the source's own below the checkpoint directory
 * @param lastPlanned the last batch that earlier runs planned; none at the first start
 * @param plans the plans that may be asked for again, by batch: of batches that are not committed, and of those that
 *     windows reach back to
 * @param memory what {@link StreamSource#memory} said last; none at the first start. Plans made since are among {@code plans}
 */
public record SourceCheckpoint<P>(
        LogStorage storage, Optional<Time> lastPlanned, SortedMap<Time, P> plans, Optional<byte[]> memory) {
    public SourceCheckpoint {
        requireNonNull(storage, "storage");
        requireNonNull(lastPlanned, "lastPlanned");
        plans = Collections.unmodifiableSortedMap(new TreeMap<>(plans));
        requireNonNull(memory, "memory");
    }
}
