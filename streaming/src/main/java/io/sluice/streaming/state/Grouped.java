package io.sluice.streaming.state;

import io.sluice.Tuple2;
import io.sluice.operator.Records;
import io.sluice.state.StateEntry;
import io.sluice.state.StateStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The values of a batch's keys in one partition, in the order in which they came. */
final class Grouped<K, V> {
    private final Map<K, List<V>> byKey = new HashMap<>();

    /** Groups the records; what is initial state among them goes to the store, where the first value of a key counts. */
    @SuppressWarnings("unchecked") // initial values are Ss, all others are Vs
    static <K, V, S> Grouped<K, V> of(Records<Tuple2<K, Object>> records, StateStore<K, S> store) throws Exception {
        Grouped<K, V> grouped = new Grouped<>();
        records.forEach(record -> {
            if (record._2() instanceof InitialState.Value initial) {
                StateEntry<K, S> entry = store.entry(record._1());
                if (!entry.exists()) {
                    entry.set((S) initial.state());
                }
            } else {
                grouped.byKey
                        .computeIfAbsent(record._1(), key -> new ArrayList<>())
                        .add((V) record._2());
            }
        });
        return grouped;
    }

    /** The values of a key, which is then no longer among the rest; empty if there are none. */
    List<V> take(K key) {
        List<V> values = byKey.isEmpty() ? null : byKey.remove(key);
        return values == null ? List.of() : values;
    }

    /** The keys that were not taken. */
    Map<K, List<V>> rest() {
        return byKey;
    }
}
