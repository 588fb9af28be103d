package io.sluice.storage.log;

import java.io.Serializable;

/**
 * Where a frame begins in a {@link SegmentLog}. Later frames have greater positions.
 *
 * @param segment the number of the segment
 * @param offset bytes from the beginning of that segment's file
 */
public record Position(long segment, long offset) implements Comparable<Position>, Serializable {
    public Position {
        if (segment < 0 || offset < 0) {
            throw new IllegalArgumentException(
                    "a position has no negative numbers, got segment %d, offset %d".formatted(segment, offset));
        }
    }

    @Override
    public int compareTo(Position other) {
        int bySegment = Long.compare(segment, other.segment);
        return bySegment != 0 ? bySegment : Long.compare(offset, other.offset);
    }

    @Override
    public String toString() {
        return "segment %d, byte %d".formatted(segment, offset);
    }
}
