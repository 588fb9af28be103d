package io.sluice.operator;

import java.io.Serializable;

/**
 * One step of a partition's work: records in, records out. Immutable; {@link #apply} may be called many times, on many
 * threads, once for each attempt at a partition.
 */
@FunctionalInterface
public interface Operator<T, U> extends Serializable {
    /**
     * The records that come out when {@code in} goes in. Nothing is computed before they are read.
     */
    Records<U> apply(Step step, Records<T> in);
}
