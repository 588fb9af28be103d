package io.sluice.function;

import java.io.Serializable;

/** Does something with a value, for its effect. */
@FunctionalInterface
public interface VoidFunction<T> extends Serializable {
    void call(T t) throws Exception;
}
