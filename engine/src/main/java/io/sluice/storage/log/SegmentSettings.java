package io.sluice.storage.log;

/**
 * How a {@link SegmentLog} lays out its files.
 *
 * @param segmentBytes a segment that would grow beyond it is ended; one frame larger than that has a segment to itself
 * @param bufferBytes how much is gathered in memory before it is written to the file; a force writes it too
 */
public record SegmentSettings(long segmentBytes, int bufferBytes) {
    /** Segments of 64 MB, writes of up to 128 KB. */
    public static final SegmentSettings DEFAULT = new SegmentSettings(64L << 20, 128 << 10);

    private static final int LEAST_BUFFER = 1 << 10;

    public SegmentSettings {
        if (segmentBytes < 1 || bufferBytes < LEAST_BUFFER) {
            throw new IllegalArgumentException("segments have at least 1 byte and buffers %d, got %d and %d"
                    .formatted(LEAST_BUFFER, segmentBytes, bufferBytes));
        }
    }
}
