package io.sluice.cli.quickstart;

import java.util.OptionalInt;

/**
 * How far the run is.
 *
 * @param seconds since its start
 * @param of how many seconds it is to last, none if until it is stopped
 * @param batches that are done
 * @param lines that they read
 */
record Progress(long seconds, OptionalInt of, long batches, long lines) {}
