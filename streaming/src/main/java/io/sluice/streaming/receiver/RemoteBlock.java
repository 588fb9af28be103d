package io.sluice.streaming.receiver;

import io.sluice.TaskContext;
import io.sluice.engine.KeptBytes;
import io.sluice.operator.Records;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * A block that was received elsewhere and is there, as a frame of {@link BlockFrames}. Immutable.
 *
 * @param bytes how many of the receiver's budget it holds
 * @param run which run of the receiver stored it
 * @param kept what executors keep of it; null if nothing
 * @param logged where it is in a log; null if in none
 */
record RemoteBlock<T>(BlockId id, long records, long bytes, long run, KeptBytes kept, LogPlace logged)
        implements Block<T> {
    @Override
    public List<String> preferredLocations() {
        return kept == null ? List.of() : kept.locations();
    }

    /** Whether nobody can read it any more. At the driver. */
    boolean isLost() {
        return logged == null && preferredLocations().isEmpty();
    }

    /** Has executors keep nothing of it. At the driver. */
    void drop() {
        if (kept != null) {
            kept.drop();
        }
    }

    @Override
    public Records<T> read(TaskContext task) throws Exception {
        Optional<ByteBuffer> there = kept == null ? Optional.empty() : kept.read();
        if (there.isEmpty() && logged == null) {
            throw ReceiverErrors.blockLost(id);
        }
        ByteBuffer frame = there.isPresent() ? there.get() : logged.read();
        try {
            return BlockFrames.<T>decode(id.source(), frame).read(task);
        } catch (IOException undecodable) {
            throw ReceiverErrors.blockDamaged(id, undecodable);
        }
    }
}
