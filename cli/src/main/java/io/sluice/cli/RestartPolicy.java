package io.sluice.cli;

import java.time.Duration;

/**
 * When a program that died is started again.
 *
 * @param maxRestarts how often in a row; whoever runs well for a while begins anew
 * @param firstDelay how long to rest before the first restart; twice as long before each one after it in a row
 * @param longestDelay and never longer than this
 * @param wellAfter how long a program must have run to count as well
 */
record RestartPolicy(int maxRestarts, Duration firstDelay, Duration longestDelay, Duration wellAfter) {
    static RestartPolicy of(int maxRestarts) {
        return new RestartPolicy(maxRestarts, Duration.ofSeconds(1), Duration.ofMinutes(1), Duration.ofMinutes(1));
    }

    /** How long to rest before a restart, the first in a row being number 1. */
    Duration delay(int restart) {
        Duration delay = firstDelay;
        for (int doubled = 1; doubled < restart && delay.compareTo(longestDelay) < 0; doubled++) {
            delay = delay.multipliedBy(2);
        }
        return delay.compareTo(longestDelay) < 0 ? delay : longestDelay;
    }
}
