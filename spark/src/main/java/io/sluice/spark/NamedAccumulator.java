package io.sluice.spark;

import io.sluice.AccumulatorV2;
import java.util.Collection;
import java.util.Map;

/**
 * An accumulator of the program that has a name, for Spark's pages, which show it under that. Brings back what a task added to it,
 * as {@link AddedInTask}, with which it travels, does for those without a name.
 */
final class NamedAccumulator extends org.apache.spark.util.AccumulatorV2<AccumulatorV2<?, ?>, String> {
    private static final int LONGEST = 100;

    private final transient Accumulators program; // null everywhere but at the driver
    private final long number;
    private AccumulatorV2<?, ?> added; // null if nothing was

    /** @param number under which the program has it */
    NamedAccumulator(Accumulators program, long number) {
        this.program = program;
        this.number = number;
    }

    long number() {
        return number;
    }

    @Override
    public boolean isZero() {
        return added == null;
    }

    @Override
    public NamedAccumulator copy() {
        NamedAccumulator copy = new NamedAccumulator(program, number);
        copy.added = added;
        return copy;
    }

    @Override
    public void reset() {
        added = null;
    }

    @Override
    public void add(AccumulatorV2<?, ?> copyOfTask) {
        added = copyOfTask;
    }

    @Override
    public void merge(org.apache.spark.util.AccumulatorV2<AccumulatorV2<?, ?>, String> other) {
        AccumulatorV2<?, ?> more = ((NamedAccumulator) other).added;
        if (more == null) {
            return;
        }
        if (program == null) {
            added = more;
        } else {
            program.merge(Map.of(number, more));
        }
    }

    /** In words: all of it at the driver, what the task added in a task. */
    @Override
    public String value() {
        return program == null
                ? words(added)
                : program.find(number).map(NamedAccumulator::words).orElse("");
    }

    private static String words(AccumulatorV2<?, ?> accumulator) {
        if (accumulator == null) {
            return "";
        }
        synchronized (accumulator) { // which is how additions are merged
            Object value = accumulator.value();
            String words = value instanceof Collection<?> many ? many.size() + " values" : String.valueOf(value);
            return words.length() > LONGEST ? words.substring(0, LONGEST) + "..." : words;
        }
    }
}
