/**
 * Durable data that grows at its end: frames with checksums in segments, written by many and forced together. Start at
 * {@link io.sluice.storage.log.SegmentLog}; the bytes of its files are in {@code SegmentFormat}, and what a crash may leave of
 * them in {@code SegmentReader}. Below it is {@link io.sluice.storage.log.LogStorage}, the files. Used by the checkpoint, the
 * state stores and the log of received blocks.
 */
package io.sluice.storage.log;
