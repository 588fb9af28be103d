package io.sluice.function;

import java.io.Serializable;

/** Makes a value out of nothing. */
@FunctionalInterface
public interface Function0<R> extends Serializable {
    R call() throws Exception;
}
