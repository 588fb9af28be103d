package io.sluice.streaming.batch;

import java.time.Duration;

/**
 * What the batch cycle is told, read once.
 *
 * @param interval how far apart batches are
 * @param concurrentJobs how many outputs may run at a time
 * @param maxQueued how many planned batches may wait
 * @param unpersist whether persisted RDDs are dropped when no batch needs them
 */
public record BatchSettings(
        Duration interval, int concurrentJobs, int maxQueued, boolean unpersist, FailurePolicy onFailure) {
    public BatchSettings {
        if (concurrentJobs < 1) {
            throw new IllegalArgumentException("at least one job must be able to run, got " + concurrentJobs);
        }
        if (maxQueued < 1) {
            throw new IllegalArgumentException("at least one batch must be able to wait, got " + maxQueued);
        }
    }
}
