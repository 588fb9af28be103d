package io.sluice.spark;

import io.sluice.AccumulatorV2;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Brings what tasks added to the program's accumulators back to the driver: an accumulator of Spark's, which takes those of the
 * attempts that count. What a task adds goes in when it ends, all at once.
 */
final class AddedInTask
        extends org.apache.spark.util.AccumulatorV2<Map<Long, AccumulatorV2<?, ?>>, Map<Long, AccumulatorV2<?, ?>>> {
    private final transient Accumulators program; // null everywhere but at the driver
    private final Map<Long, AccumulatorV2<?, ?>> added = new HashMap<>();
    private transient List<NamedAccumulator> named = List.of(); // those that a task has; they go back by themselves

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
        copy.named = program == null ? named : program.named();
        return copy;
    }

    @Override
    public void reset() {
        added.clear();
    }

    @Override
    public void add(Map<Long, AccumulatorV2<?, ?>> more) {
        Map<Long, AccumulatorV2<?, ?>> unnamed = new HashMap<>(more);
        for (NamedAccumulator each : named) {
            AccumulatorV2<?, ?> copy = unnamed.remove(each.number());
            if (copy != null) {
                each.add(copy);
            }
        }
        added.putAll(unnamed);
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

    private void writeObject(ObjectOutputStream out) throws IOException {
        out.defaultWriteObject();
        out.writeObject(program == null ? new ArrayList<>() : new ArrayList<>(named));
    }

    @SuppressWarnings("unchecked") // as written above
    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
        in.defaultReadObject();
        named = (List<NamedAccumulator>) in.readObject();
    }
}
