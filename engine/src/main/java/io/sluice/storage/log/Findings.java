package io.sluice.storage.log;

import io.sluice.error.StreamException;
import java.util.List;
import java.util.Optional;

/**
 * What a check of a log has found.
 *
 * @param segments how many segments there are
 * @param frames how many frames were read and are right; those behind a damage are not read
 * @param bytes the size of all segments
 * @param tornTail what opening the log would cut off
 * @param damage everything that keeps the log from being opened, in order
 */
public record Findings(int segments, long frames, long bytes, Optional<Cut> tornTail, List<StreamException> damage) {
    public Findings {
        damage = List.copyOf(damage);
    }
}
