package io.sluice.streaming.state;

import io.sluice.Tuple2;
import io.sluice.function.Function4;
import io.sluice.lineage.StateStep;
import io.sluice.operator.Records;
import io.sluice.operator.Sink;
import io.sluice.state.StateEntry;
import io.sluice.state.StateStore;
import io.sluice.streaming.Time;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Calls the program's function once for every key that is known or has records: first those with records, which are looked for,
 * then all others in the order in which they lie, so that most calls need no look at a key.
 */
record UpdateStep<K, V, S>(Function4<Time, K, List<V>, Optional<S>, Optional<S>> function, Time time, KeyErrors errors)
        implements StateStep<K, Object, S, Void> {
    @Override
    public void run(StateStore<K, S> store, Records<Tuple2<K, Object>> records, Sink<? super Void> emitted)
            throws Exception {
        errors.checkNewKeys(store);
        Grouped.<K, V, S>of(records, store).forEach(store, this::update);
        List<V> none = Collections.emptyList(); // its iterator is shared, that of List.of() is not
        store.forEachUnmarked(entry -> update(entry, entry.key(), none));
    }

    private void update(StateEntry<K, S> entry, K key, List<V> values) {
        S before = entry.value();
        Optional<S> after = call(key, values, before);
        if (after == null) {
            throw errors.returnedNull(key, "Return Optional.empty() to forget the key.");
        }
        if (after.isEmpty()) {
            entry.remove();
        } else if (Changes.isChange(before, after.get())) {
            entry.set(after.get());
        }
    }

    private Optional<S> call(K key, List<V> values, S before) {
        try {
            return function.call(time, key, values, Optional.ofNullable(before));
        } catch (Throwable thrown) {
            throw errors.failed(key, before, thrown);
        }
    }
}
