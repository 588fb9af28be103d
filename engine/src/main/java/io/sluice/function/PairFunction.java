package io.sluice.function;

import io.sluice.Tuple2;
import java.io.Serializable;

/** Makes a key and a value of a record. */
@FunctionalInterface
public interface PairFunction<T, K, V> extends Serializable {
    Tuple2<K, V> call(T t) throws Exception;
}
