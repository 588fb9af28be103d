package io.sluice.spark;

import io.sluice.AccumulatorV2;
import java.util.HashMap;
import java.util.Map;

/**
 * Brings what tasks added to the program's accumulators back to the driver: an accumulator of Spark's, which takes those of the
 * attempts that count. What a task adds goes in when it ends, all at once.
 */
final class AddedInTask
        extends org.apache.spark.util.AccumulatorV2<Map<Long, AccumulatorV2<?, ?>>, Map<Long, AccumulatorV2<?, ?>>> {
    private final transient Accumulators program; // null everywhere but at the driver
    private final Map<Long, AccumulatorV2<?, ?>> added = new HashMap<>();

    AddedInTask(Accumulators program) {
        this.program = program;
    }

    @Override
    public boolean isZero() {
        return added.isEmpty();
    }

    @Override
    public AddedInTask copy() {
        AddedInTask copy = new AddedInTask(program);
        copy.added.putAll(added);
        return copy;
    }

    @Override
    public void reset() {
        added.clear();
    }

    @Override
    public void add(Map<Long, AccumulatorV2<?, ?>> more) {
        added.putAll(more);
    }

    @Override
    public void merge(
            org.apache.spark.util.AccumulatorV2<Map<Long, AccumulatorV2<?, ?>>, Map<Long, AccumulatorV2<?, ?>>> other) {
        if (program == null) {
            added.putAll(other.value());
        } else {
            program.merge(other.value());
        }
    }

    @Override
    public Map<Long, AccumulatorV2<?, ?>> value() {
        return added;
    }
}
