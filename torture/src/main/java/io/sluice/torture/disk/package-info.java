/**
 * A disk that breaks on command: it ends the process at a chosen step, loses what was not forced as a power cut does, tears
 * writes, flips bits, is full, or lies about what it forced. Start at {@link io.sluice.torture.disk.Script}, which says what
 * will happen; a checkpoint directory named {@code torture:SCRIPT:DIRECTORY} is on such a disk.
 */
package io.sluice.torture.disk;
