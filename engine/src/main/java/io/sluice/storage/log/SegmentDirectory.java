package io.sluice.storage.log;

import io.sluice.error.StreamException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The segments of a log as files, read only. Immutable. */
final class SegmentDirectory {
    private final LogStorage storage;

    SegmentDirectory(LogStorage storage) {
        this.storage = storage;
    }

    /** The numbers of the segments, in order and without a gap. */
    List<Long> segments() {
        List<Long> segments = new ArrayList<>();
        try {
            for (String name : storage.list()) {
                OptionalLong number = SegmentFormat.number(name);
                if (number.isPresent()) {
                    segments.add(number.getAsLong());
                }
            }
        } catch (IOException refused) {
            throw LogErrors.reading(storage.location(), refused);
        }
        segments.sort(null);
        for (int i = 1; i < segments.size(); i++) {
            long expected = segments.get(i - 1) + 1;
            if (segments.get(i) != expected) {
                throw LogErrors.missing(path(expected), segments.get(i));
            }
        }
        return segments;
    }

    SegmentReader.Ending read(long segment, long until, FrameVisitor visitor) {
        try (SegmentReader reader = new SegmentReader(storage, segment, until)) {
            return reader.read(visitor);
        } catch (IOException refused) {
            throw LogErrors.reading(path(segment), refused);
        }
    }

    /** The content of a frame; on the heap, with nothing before or behind it. */
    ByteBuffer read(Position position) {
        try (LogStorage.ReadFile in = storage.read(SegmentFormat.name(position.segment()))) {
            return read(position, in);
        } catch (IOException refused) {
            throw LogErrors.reading(path(position.segment()), refused);
        }
    }

    private ByteBuffer read(Position position, LogStorage.ReadFile in) throws IOException {
        ByteBuffer head = ByteBuffer.allocate(SegmentFormat.FRAME_BYTES);
        in.read(head, position.offset());
        int length = head.flip().remaining() < SegmentFormat.FRAME_BYTES ? -1 : head.getInt();
        if (length < 0 || head.getInt() != SegmentFormat.placeCheck(position.segment(), position.offset(), length)) {
            throw corrupt(position, "the length of the frame does not match its checksum");
        }
        int check = head.getInt();
        ByteBuffer content = ByteBuffer.allocate(length);
        in.read(content, position.offset() + SegmentFormat.FRAME_BYTES);
        content.flip();
        if (content.remaining() < length || check != SegmentFormat.contentCheck(content)) {
            throw corrupt(position, "the content of the frame does not match its checksum");
        }
        return content;
    }

    private StreamException corrupt(Position position, String what) {
        return LogErrors.corrupt(path(position.segment()), position.offset(), what, null);
    }

    Findings scan(FrameVisitor visitor) {
        List<StreamException> damage = new ArrayList<>();
        List<Long> segments = List.of();
        long frames = 0;
        long bytes = 0;
        Optional<Cut> torn = Optional.empty();
        try {
            segments = segments();
        } catch (StreamException gap) {
            damage.add(gap);
        }
        for (int i = 0; i < segments.size(); i++) {
            try {
                SegmentReader.Ending ending = read(segments.get(i), Long.MAX_VALUE, visitor);
                frames += ending.frames();
                bytes += ending.length();
                if (ending.kind() == SegmentReader.Kind.TORN && i == segments.size() - 1) {
                    torn = Optional.of(cut(segments.get(i), ending));
                } else if (ending.kind() != SegmentReader.Kind.WHOLE) {
                    damage.add(corrupt(segments.get(i), ending));
                }
            } catch (StreamException unreadable) {
                damage.add(unreadable);
            }
        }
        return new Findings(segments.size(), frames, bytes, torn, damage);
    }

    String path(long segment) {
        return storage.location() + "/" + SegmentFormat.name(segment);
    }

    StreamException corrupt(long segment, SegmentReader.Ending ending) {
        return LogErrors.corrupt(path(segment), ending.offset(), ending.what(), null);
    }

    Cut cut(long segment, SegmentReader.Ending ending) {
        return new Cut(path(segment), ending.offset(), ending.length() - ending.offset(), ending.what());
    }
}
