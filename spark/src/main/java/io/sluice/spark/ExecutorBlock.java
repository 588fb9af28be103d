package io.sluice.spark;

import io.sluice.engine.KeptBytes;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.apache.spark.storage.BlockId;

/** Bytes that executors keep as one of Spark's blocks. */
record ExecutorBlock(BlockId id) implements KeptBytes {
    @Override
    public Optional<ByteBuffer> read() {
        return SparkInternals.read(id);
    }

    @Override
    public List<String> locations() {
        return SparkInternals.locations(id);
    }

    @Override
    public void drop() {
        SparkInternals.remove(id);
    }
}
