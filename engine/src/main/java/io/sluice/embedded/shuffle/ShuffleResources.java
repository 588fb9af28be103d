package io.sluice.embedded.shuffle;

import static java.util.Objects.requireNonNull;

import io.sluice.embedded.memory.MemoryBudget;
import io.sluice.serializer.RecordCodecs;

/**
 * What all shuffles of an engine share. Thread-safe.
 *
 * @param budget how much may be in memory
 * @param spills where the rest goes
 * @param codecs how it is written there
 * @param copy whether records are copied when they are handed to a shuffle, for programs that reuse their objects
 */
public record ShuffleResources(MemoryBudget budget, SpillFiles spills, RecordCodecs codecs, boolean copy) {
    public ShuffleResources {
        requireNonNull(budget, "budget");
        requireNonNull(spills, "spills");
        requireNonNull(codecs, "codecs");
    }
}
