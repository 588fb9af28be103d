package io.sluice.streaming.state;

import io.sluice.Tuple2;
import io.sluice.function.Function4;
import io.sluice.lineage.StateStep;
import io.sluice.operator.Records;
import io.sluice.operator.Sink;
import io.sluice.state.StateEntry;
import io.sluice.state.StateStore;
import io.sluice.streaming.Time;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Calls the program's function once for every key that is known or has records. */
record UpdateStep<K, V, S>(Function4<Time, K, List<V>, Optional<S>, Optional<S>> function, Time time, KeyErrors errors)
        implements StateStep<K, Object, S, Void> {
    @Override
    public void run(StateStore<K, S> store, Records<Tuple2<K, Object>> records, Sink<? super Void> emitted)
            throws Exception {
        Grouped<K, V> grouped = Grouped.of(records, store);
        store.forEach(entry -> update(entry, entry.key(), grouped.take(entry.key())));
        for (Map.Entry<K, List<V>> fresh : grouped.rest().entrySet()) {
            update(store.entry(fresh.getKey()), fresh.getKey(), fresh.getValue());
        }
    }

    private void update(StateEntry<K, S> entry, K key, List<V> values) {
        S before = entry.value();
        Optional<S> after = call(key, values, Optional.ofNullable(before));
        if (after == null) {
            throw errors.returnedNull(key, "Return Optional.empty() to forget the key.");
        }
        if (after.isEmpty()) {
            entry.remove();
        } else if (Changes.isChange(before, after.get())) {
            entry.set(after.get());
        }
    }

    private Optional<S> call(K key, List<V> values, Optional<S> before) {
        try {
            return function.call(time, key, values, before);
        } catch (Throwable thrown) {
            throw errors.failed(key, thrown);
        }
    }
}
