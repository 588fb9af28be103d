package io.sluice.lineage;

import io.sluice.Tuple2;
import io.sluice.operator.Records;
import io.sluice.operator.Sink;
import io.sluice.state.StateStore;
import java.io.Serializable;

/** What a stateful operator does with a batch's records of one partition. Runs in the task. */
@FunctionalInterface
public interface StateStep<K, V, S, T> extends Serializable {
    void run(StateStore<K, S> store, Records<Tuple2<K, V>> records, Sink<? super T> emitted) throws Exception;
}
