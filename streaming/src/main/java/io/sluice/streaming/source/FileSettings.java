package io.sluice.streaming.source;

import java.time.Duration;

/**
 * What streams of files are told, read once.
 *
 * @param batchInterval how far apart batches are
 * @param remember how far back a file may have been modified and still be read; a multiple of the batch interval
 */
public record FileSettings(Duration batchInterval, Duration remember) {
    /** With {@code remember} made up to a multiple of the interval, one at least. */
    public static FileSettings of(Duration batchInterval, Duration minRemember) {
        long interval = batchInterval.toMillis();
        long batches = Math.max(1, (minRemember.toMillis() + interval - 1) / interval);
        return new FileSettings(batchInterval, batchInterval.multipliedBy(batches));
    }
}
