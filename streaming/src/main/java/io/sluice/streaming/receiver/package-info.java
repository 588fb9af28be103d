/**
 * Records that are pushed to a program by code with threads of its own, and kept as blocks until a batch takes them.
 *
 * <p>Start at {@link io.sluice.streaming.receiver.Receiver}, which programs extend; the socket receivers here are examples.
 * {@link io.sluice.streaming.receiver.ReceiverSource} is what the batch cycle sees of a receiver: a supervisor that starts,
 * watches and restarts it, and a buffer in which what it stores becomes blocks. Used by {@code StreamingContext}.
 */
package io.sluice.streaming.receiver;
