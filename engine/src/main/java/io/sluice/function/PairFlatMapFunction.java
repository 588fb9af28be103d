package io.sluice.function;

import io.sluice.Tuple2;
import java.io.Serializable;
import java.util.Iterator;

/** Makes any number of keyed records of one; the iterator is read once and never null. */
@FunctionalInterface
public interface PairFlatMapFunction<T, K, V> extends Serializable {
    Iterator<Tuple2<K, V>> call(T t) throws Exception;
}
