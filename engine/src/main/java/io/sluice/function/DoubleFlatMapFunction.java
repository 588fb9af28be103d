package io.sluice.function;

import java.io.Serializable;
import java.util.Iterator;

/** Makes any number of numbers of a record; the iterator is read once and never null. */
@FunctionalInterface
public interface DoubleFlatMapFunction<T> extends Serializable {
    Iterator<Double> call(T t) throws Exception;
}
