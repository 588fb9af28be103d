/**
 * Makes keys and values of bytes, and knows what to do with those that cannot be made: fail, skip, or keep them as dead letters.
 *
 * <p>Start at {@link io.sluice.streaming.kafka.record.Deserializers}, which a consumer is given in place of the program's own;
 * {@link io.sluice.streaming.kafka.record.BadRecords} decides, and {@link io.sluice.streaming.kafka.record.DeadLetter} is what
 * is kept. Used by {@code direct}.
 */
package io.sluice.streaming.kafka.record;
