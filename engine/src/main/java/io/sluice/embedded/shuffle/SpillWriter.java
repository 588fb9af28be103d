package io.sluice.embedded.shuffle;

import io.sluice.serializer.RecordCodec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes one spill file: segments of pairs, each a stream of {@link BlockOutput} blocks. A file that fails halfway is
 * deleted. Confined to the task that spills.
 */
final class SpillWriter {
    /** Writes what is to be spilled. */
    @FunctionalInterface
    interface Content {
        void writeTo(SpillWriter out) throws IOException;
    }

    private final BlockOutput blocks;
    private final RecordCodec codec;
    private final List<SpillFile.Segment> segments = new ArrayList<>();
    private RecordCodec.Writer records;
    private long segmentStart;
    private long inSegment;

    private SpillWriter(BlockOutput blocks, RecordCodec codec) {
        this.blocks = blocks;
        this.codec = codec;
    }

    /**
     * Writes a file, or leaves none behind.
     *
     * @throws io.sluice.error.StreamException {@code DISK_FULL}, {@code OUTPUT_FAILED} or {@code RECORD_NOT_SERIALIZABLE}
     */
    static SpillFile write(ShuffleResources resources, Content content) {
        Path file = resources.spills().next();
        RecordCodec codec = resources.codecs().borrow();
        boolean complete = false;
        try {
            List<SpillFile.Segment> segments = write(resources, file, codec, content);
            complete = true;
            return new SpillFile(file, segments);
        } catch (IOException e) {
            throw ShuffleErrors.spillFailed(file, e);
        } finally {
            if (complete) {
                resources.codecs().giveBack(codec);
            } else {
                SpillFiles.delete(file);
            }
        }
    }

    private static List<SpillFile.Segment> write(
            ShuffleResources resources, Path file, RecordCodec codec, Content content) throws IOException {
        try (BlockOutput blocks = new BlockOutput(resources.spills().open(file))) {
            SpillWriter out = new SpillWriter(blocks, codec);
            content.writeTo(out);
            resources.spills().countBytes(blocks.written());
            return List.copyOf(out.segments);
        }
    }

    void write(Object key, Object value) throws IOException {
        if (records == null) {
            records = codec.writer(blocks);
        }
        records.write(key);
        records.write(value);
        inSegment++;
    }

    void endSegment() throws IOException {
        if (records != null) {
            records.flush();
            records = null;
            blocks.endBlock();
        }
        segments.add(new SpillFile.Segment(segmentStart, blocks.written() - segmentStart, inSegment));
        segmentStart = blocks.written();
        inSegment = 0;
    }
}
