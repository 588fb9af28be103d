package io.sluice.function;

import java.io.Serializable;

/** Makes a number of a record. */
@FunctionalInterface
public interface DoubleFunction<T> extends Serializable {
    double call(T t) throws Exception;
}
