package io.sluice.operator;

import java.io.Serializable;
import java.util.List;

/** One step of work over partition i of several parents. Immutable. */
@FunctionalInterface
public interface ZipOperator<U> extends Serializable {
    /** The records that come out when {@code in}, one for each parent in order, go in. */
    Records<U> apply(Step step, List<Records<?>> in);
}
