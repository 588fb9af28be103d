package io.sluice.function;

import java.io.Serializable;

/** Makes one value of another. */
@FunctionalInterface
public interface Function<T1, R> extends Serializable {
    R call(T1 v1) throws Exception;
}
