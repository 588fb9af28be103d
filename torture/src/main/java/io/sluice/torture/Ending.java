package io.sluice.torture;

import io.sluice.torture.disk.TortureDisk;

/**
 * How a process ended.
 *
 * @param exitCode of the process
 * @param reason what it said, beginning with an error code; empty if it said nothing
 */
record Ending(int exitCode, String reason) {
    /** Whether it ended as if by SIGKILL. */
    boolean isKilled() {
        return exitCode == TortureDisk.KILLED;
    }

    /** Whether the program ended because of an error of that code. */
    boolean isRefusal(String errorCode) {
        return reason.startsWith(errorCode + " ");
    }
}
