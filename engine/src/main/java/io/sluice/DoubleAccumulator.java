package io.sluice;

/** Adds up numbers, and counts and averages them. */
public final class DoubleAccumulator extends AccumulatorV2<Double, Double> {
    private double sum;
    private long count;

    @Override
    public boolean isZero() {
        return sum == 0 && count == 0;
    }

    @Override
    public DoubleAccumulator copy() {
        DoubleAccumulator copy = new DoubleAccumulator();
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
    public void add(Double value) {
        add(value.doubleValue());
    }

    /** Adds without boxing. */
    public void add(double value) {
        DoubleAccumulator here = (DoubleAccumulator) here();
        here.sum += value;
        here.count++;
    }

    public long count() {
        return count;
    }

    public double sum() {
        return sum;
    }

    /** The average of what was added, NaN if nothing was. */
    public double avg() {
        return sum / count;
    }

    @Override
    public void merge(AccumulatorV2<Double, Double> other) {
        DoubleAccumulator that = (DoubleAccumulator) other;
        sum += that.sum;
        count += that.count;
    }

    @Override
    public Double value() {
        return sum;
    }
}
