/**
 * Records to bytes and back, for what leaves the heap: spilled shuffles, stored blocks, copies. Start at {@link
 * io.sluice.serializer.RecordCodecs}, which lends a {@link io.sluice.serializer.RecordCodec} to a task; {@link
 * io.sluice.serializer.SerializationPath} finds out which field of a record, or which captured variable of a closure, is
 * the one that does not serialise.
 */
package io.sluice.serializer;
