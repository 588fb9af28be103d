package io.sluice;

import java.io.Serializable;

/**
 * A value that tasks add to and the program reads. Each attempt at a task adds to a copy of its own, and only the attempt
 * that succeeds is merged in, so a task that is tried again counts once. Subclasses need no synchronisation: a copy is
 * confined to its task, and merging happens under the accumulator's lock. Read the value only outside tasks.
 *
 * <p>Register one with {@link SluiceContext#register}, then capture it in functions.
 */
public abstract class AccumulatorV2<IN, OUT> implements Serializable {
    private transient AccumulatorV2<IN, OUT> original = this;
    private transient boolean registered;
    private long id = -1;
    private String name = "";

    /** Whether nothing was added yet, or what was added leaves it as it was at first. */
    public abstract boolean isZero();

    /** Another accumulator with the same value. */
    public abstract AccumulatorV2<IN, OUT> copy();

    /** Back to zero. */
    public abstract void reset();

    public abstract void add(IN value);

    /** Takes in what another accumulator of the same type has. */
    public abstract void merge(AccumulatorV2<IN, OUT> other);

    public abstract OUT value();

    /** Another accumulator of this type, at zero. */
    public AccumulatorV2<IN, OUT> copyAndReset() {
        AccumulatorV2<IN, OUT> copy = copy();
        copy.reset();
        return copy;
    }

    /** The number it was registered under, unique in its context; -1 before. */
    public final long id() {
        return id;
    }

    /** The name it was registered under, empty if none. */
    public final String name() {
        return name;
    }

    public final boolean isRegistered() {
        return registered;
    }

    final void registered(long asId, String asName) {
        if (registered) {
            throw new IllegalStateException("accumulator %d '%s' is registered already".formatted(id, name));
        }
        registered = true;
        id = asId;
        name = asName;
    }

    /** For engines: takes in the copy of this accumulator that a task added to, in another process perhaps. */
    @SuppressWarnings("unchecked") // a copy adds what its original adds
    public final synchronized void mergeFromTask(AccumulatorV2<?, ?> copy) {
        merge((AccumulatorV2<IN, OUT>) copy);
    }

    /** Where an addition goes: the running task's copy inside a task, this object outside. */
    @SuppressWarnings("unchecked")
    final AccumulatorV2<IN, OUT> here() {
        TaskContext task = TaskContext.get();
        return task == null || original != this ? this : (AccumulatorV2<IN, OUT>) task.copyOf(this);
    }

    final AccumulatorV2<IN, OUT> copyForTask() {
        AccumulatorV2<IN, OUT> copy;
        synchronized (this) {
            copy = copyAndReset();
        }
        copy.original = this;
        copy.id = id;
        copy.name = name;
        return copy;
    }
}
