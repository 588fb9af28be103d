package io.sluice.embedded.shuffle;

import io.sluice.serializer.RecordCodec;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** A complete spill file. Immutable; its segments may be read by several tasks at once. */
final class SpillFile {
    /** Where the pairs of one reducer, or of one run, lie. */
    record Segment(long start, long bytes, long records) {}

    private final Path file;
    private final List<Segment> segments;

    SpillFile(Path file, List<Segment> segments) {
        this.file = file;
        this.segments = segments;
    }

    long records(int segment) {
        return segments.get(segment).records;
    }

    long bytes(int segment) {
        return segments.get(segment).bytes;
    }

    /** Reads one segment from its start; the file stays open until the cursor is at its end or closed. */
    PairCursor<Object, Object> open(int segment, RecordCodec codec) {
        Segment place = segments.get(segment);
        if (place.records == 0) {
            return PairCursors.empty();
        }
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
            BlockInput blocks = new BlockInput(channel, place.start, place.start + place.bytes);
            return new SpillCursor(file, codec.reader(blocks), place.records);
        } catch (IOException e) {
            throw ShuffleErrors.spillUnreadable(file, e);
        }
    }

    void delete() {
        SpillFiles.delete(file);
    }
}
