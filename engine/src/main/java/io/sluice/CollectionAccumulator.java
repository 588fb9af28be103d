package io.sluice;

import java.util.ArrayList;
import java.util.List;

/** Collects values into a list, in no particular order. */
public final class CollectionAccumulator<T> extends AccumulatorV2<T, List<T>> {
    private final List<T> values = new ArrayList<>();

    @Override
    public boolean isZero() {
        return values.isEmpty();
    }

    @Override
    public CollectionAccumulator<T> copy() {
        CollectionAccumulator<T> copy = new CollectionAccumulator<>();
        copy.values.addAll(values);
        return copy;
    }

    @Override
    public CollectionAccumulator<T> copyAndReset() {
        return new CollectionAccumulator<>();
    }

    @Override
    public void reset() {
        values.clear();
    }

    @Override
    public void add(T value) {
        ((CollectionAccumulator<T>) here()).values.add(value);
    }

    @Override
    public void merge(AccumulatorV2<T, List<T>> other) {
        values.addAll(((CollectionAccumulator<T>) other).values);
    }

    /** What was collected so far. */
    @Override
    public synchronized List<T> value() {
        return new ArrayList<>(values);
    }
}
