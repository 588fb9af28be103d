package io.sluice.streaming.state;

import io.sluice.Tuple2;
import io.sluice.operator.Records;
import io.sluice.state.StateEntry;
import io.sluice.state.StateStore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The values of a batch's keys in one partition, in the order in which they came. Asked for every key of the state, most of
 * which have none: bits by hash, few enough to stay near the processor, answer for nearly all of those.
 */
final class Grouped<K, V> {
    private static final int BITS_A_KEY = 16;

    private final Map<K, List<V>> byKey = new HashMap<>();
    private long[] mayHave = new long[1];

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
        grouped.noteKeys();
        return grouped;
    }

    private void noteKeys() {
        mayHave = new long[Math.max(1, Integer.highestOneBit(byKey.size()) * 2 * BITS_A_KEY / Long.SIZE)];
        byKey.keySet().forEach(key -> {
            int bit = Pane.spread(key);
            mayHave[(bit >>> 6) & (mayHave.length - 1)] |= 1L << bit;
        });
    }

    /** The values of a key, which is then no longer among the rest; empty if there are none. */
    List<V> take(K key) {
        int bit = Pane.spread(key);
        if ((mayHave[(bit >>> 6) & (mayHave.length - 1)] & (1L << bit)) == 0) {
            return Collections.emptyList(); // its iterator is shared, that of List.of() is not
        }
        List<V> values = byKey.remove(key);
        return values == null ? Collections.emptyList() : values;
    }

    /** The keys that were not taken. */
    Map<K, List<V>> rest() {
        return byKey;
    }
}
