package io.sluice.streaming.receiver;

import io.sluice.TaskContext;
import io.sluice.engine.KeptBytes;
import io.sluice.operator.Records;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * A block that was received elsewhere and is there, as a frame of {@link BlockFrames}. Immutable.
 *
 * @param bytes how many of the receiver's budget it holds
 * @param run which run of the receiver stored it
 */
record RemoteBlock<T>(BlockId id, long records, long bytes, long run, KeptBytes kept) implements Block<T> {
    @Override
    public List<String> preferredLocations() {
        return kept.locations();
    }

    @Override
    public Records<T> read(TaskContext task) throws Exception {
        ByteBuffer frame = kept.read().orElseThrow(() -> ReceiverErrors.blockLost(id));
        try {
            return BlockFrames.<T>decode(id.source(), frame).read(task);
        } catch (IOException undecodable) {
            throw ReceiverErrors.blockDamaged(id, undecodable);
        }
    }
}
