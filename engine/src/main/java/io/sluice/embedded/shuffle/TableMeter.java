package io.sluice.embedded.shuffle;

import io.sluice.embedded.memory.SampledSize;
import io.sluice.embedded.memory.SizeEstimator;

/**
 * Estimates what the keys and values of a {@link CombineTable} take beyond its arrays. Keys are sampled as they come.
 * Values that are objects may grow with each merge, so they are sampled in place: some entries spread over the table stand
 * for all, and those met by the sampling that are far larger than the rest (a group with most of the records) are counted
 * each by itself. Between samples the last rate of growth is assumed. Confined.
 */
final class TableMeter {
    private static final int SAMPLE = 48;
    private static final int MOST_GIANTS = 64;
    private static final int LONGEST_PAUSE = 256;
    private static final long UNMEASURED_BYTES = 128 * 1024;

    private final CombineTable<?, ?, ?> table;
    private final SampledSize keys = new SampledSize();
    private final int[] giants = new int[MOST_GIANTS];
    private int giantCount;
    private double bytesPerChange;
    private double valueBytes;
    private double averageValue;
    private long changes;
    private long changesWhenSampled;
    private double bytesWhenSampled;
    private int pause = 1;
    private int untilMeasured = 1;

    TableMeter(CombineTable<?, ?, ?> table) {
        this.table = table;
    }

    /** Counts a key, and says whether {@link #bytes} has changed. */
    boolean keyAdded(Object key) {
        return keys.add(key);
    }

    /** Counts a change of the value of an entry, and says whether {@link #bytes} has changed. */
    boolean valueChanged(int entry) {
        if (--untilMeasured > 0) {
            return false;
        }
        changes += pause;
        noteIfGiant(entry);
        if (changes > changesWhenSampled + changesWhenSampled / 4) {
            sample();
        } else {
            valueBytes = bytesWhenSampled + bytesPerChange * (changes - changesWhenSampled);
        }
        double affordable = UNMEASURED_BYTES / Math.max(1, bytesPerChange);
        pause = (int) Math.max(1, Math.min(Math.min(LONGEST_PAUSE, affordable), changes / 8.0));
        untilMeasured = pause;
        return true;
    }

    /** The estimate. */
    long bytes() {
        return keys.bytes() + (long) valueBytes;
    }

    /** Starts again for an empty table. */
    void reset() {
        keys.reset();
        giantCount = 0;
        valueBytes = 0;
        changes = 0;
        changesWhenSampled = 0;
        bytesWhenSampled = 0;
        pause = Math.max(1, pause / 8);
        untilMeasured = pause;
    }

    private void noteIfGiant(int entry) {
        if (giantCount == MOST_GIANTS || isGiant(entry)) {
            return;
        }
        long size = SizeEstimator.estimate(table.value(entry));
        if (size > UNMEASURED_BYTES && size > 16 * averageValue) {
            giants[giantCount++] = entry;
            valueBytes += size;
            bytesWhenSampled += size;
        }
    }

    private boolean isGiant(int entry) {
        for (int i = 0; i < giantCount; i++) {
            if (giants[i] == entry) {
                return true;
            }
        }
        return false;
    }

    private void sample() {
        int size = table.size();
        int step = Math.max(1, size / SAMPLE);
        double sampledBytes = 0;
        int sampled = 0;
        for (int entry = (int) (changes % step); entry < size; entry += step) {
            if (!isGiant(entry)) {
                sampledBytes += SizeEstimator.estimate(table.value(entry));
                sampled++;
            }
        }
        averageValue = sampled == 0 ? 0 : sampledBytes / sampled;
        double total = averageValue * (size - giantCount);
        for (int i = 0; i < giantCount; i++) {
            total += SizeEstimator.estimate(table.value(giants[i]));
        }
        bytesPerChange = Math.max(0, (total - bytesWhenSampled) / Math.max(1, changes - changesWhenSampled));
        valueBytes = total;
        bytesWhenSampled = total;
        changesWhenSampled = changes;
    }
}
