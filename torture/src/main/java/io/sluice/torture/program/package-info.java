/**
 * The program under torture, a process of its own: {@link io.sluice.torture.program.Driver}. It has a receiver with a
 * write-ahead log and a directory of files, all stateful operators, and a database as its sink, in {@link
 * io.sluice.torture.program.Tables}, which the checker reads.
 */
package io.sluice.torture.program;
