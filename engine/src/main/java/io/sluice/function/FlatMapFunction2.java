package io.sluice.function;

import java.io.Serializable;
import java.util.Iterator;

/** Makes any number of records of two values; the iterator is read once and never null. */
@FunctionalInterface
public interface FlatMapFunction2<T1, T2, R> extends Serializable {
    Iterator<R> call(T1 t1, T2 t2) throws Exception;
}
