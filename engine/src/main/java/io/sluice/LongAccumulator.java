package io.sluice;

/** Adds up whole numbers, and counts and averages them. */
public final class LongAccumulator extends AccumulatorV2<Long, Long> {
    private long sum;
    private long count;

    @Override
    public boolean isZero() {
        return sum == 0 && count == 0;
    }

    @Override
    public LongAccumulator copy() {
        LongAccumulator copy = new LongAccumulator();
        copy.sum = sum;
        copy.count = count;
        return copy;
    }

    @Override
    public void reset() {
        sum = 0;
        count = 0;
    }

    @Override
    public void add(Long value) {
        add(value.longValue());
    }

    /** Adds without boxing. */
    public void add(long value) {
        LongAccumulator here = (LongAccumulator) here();
        here.sum += value;
        here.count++;
    }

    public long count() {
        return count;
    }

    public long sum() {
        return sum;
    }

    /** The average of what was added, NaN if nothing was. */
    public double avg() {
        return (double) sum / count;
    }

    @Override
    public void merge(AccumulatorV2<Long, Long> other) {
        LongAccumulator that = (LongAccumulator) other;
        sum += that.sum;
        count += that.count;
    }

    @Override
    public Long value() {
        return sum;
    }
}
