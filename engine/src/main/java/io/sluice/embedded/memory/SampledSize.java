package io.sluice.embedded.memory;

/**
 * The running size of a growing number of records: a record is measured at ever larger distances and stands for those since
 * the one before. Small records are measured at most every 256th time, large ones more often, so that what is not yet
 * accounted for stays small. Confined. The idea is that of Spark's size tracker.
 */
public final class SampledSize {
    private static final int LARGEST_GAP = 256;
    private static final long UNMEASURED_BYTES = 128 * 1024;

    private long bytes;
    private long records;
    private int untilNext = 1;
    private int gap = 1;

    /** Counts one more record, and says whether {@link #bytes} has changed. */
    public boolean add(Object record) {
        if (--untilNext > 0) {
            return false;
        }
        measure(SizeEstimator.estimate(record));
        return true;
    }

    /** As {@link #add(Object)} for a record that is a key and a value. */
    public boolean add(Object key, Object value) {
        if (--untilNext > 0) {
            return false;
        }
        measure(SizeEstimator.estimate(key) + SizeEstimator.estimate(value));
        return true;
    }

    /** The estimated bytes of the records added so far. */
    public long bytes() {
        return bytes;
    }

    /** Starts again from no records, remembering how large they were. */
    public void reset() {
        bytes = 0;
        records = 0;
        untilNext = gap;
    }

    private void measure(long size) {
        bytes += size * gap;
        records += gap;
        long affordable = Math.max(1, UNMEASURED_BYTES / Math.max(1, size));
        gap = (int) Math.min(Math.min(LARGEST_GAP, affordable), 1 + records / 4);
        untilNext = gap;
    }
}
