package io.sluice.streaming.state;

import io.sluice.operator.Sink;
import io.sluice.streaming.State;
import io.sluice.streaming.Time;
import java.io.Serializable;
import java.util.Optional;

/** The program's function, in either of its forms. */
@FunctionalInterface
public interface MappingFunction<K, V, S, M> extends Serializable {
    /**
     * Calls it once.
     *
     * @param value none if the key's state has timed out
     * @param mapped takes what it makes of the value, if anything
     */
    void call(Time time, K key, Optional<V> value, State<S> state, Sink<? super M> mapped) throws Exception;
}
