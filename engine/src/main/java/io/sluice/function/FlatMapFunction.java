package io.sluice.function;

import java.io.Serializable;
import java.util.Iterator;

/** Makes any number of records of one; the iterator is read once and never null. */
@FunctionalInterface
public interface FlatMapFunction<T, R> extends Serializable {
    Iterator<R> call(T t) throws Exception;
}
