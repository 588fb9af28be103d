package io.sluice.streaming.state;

import io.sluice.Partitioner;
import io.sluice.Tuple2;
import io.sluice.Tuple3;
import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;
import io.sluice.function.Function;
import io.sluice.lineage.StateStep;
import io.sluice.operator.Records;
import io.sluice.operator.Sink;
import io.sluice.state.StateStore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Calls the program's function once for a partition, with every key that is known or has records. What it returns is the
 * state of the partition from then on.
 */
record IteratorUpdateStep<K, V, S>(
        Function<Iterator<Tuple3<K, List<V>, Optional<S>>>, Iterator<Tuple2<K, S>>> function,
        Partitioner byKey,
        KeyErrors errors)
        implements StateStep<K, Object, S, Void> {
    @Override
    public void run(StateStore<K, S> store, Records<Tuple2<K, Object>> records, Sink<? super Void> emitted)
            throws Exception {
        errors.checkNewKeys(store);
        List<Tuple3<K, List<V>, Optional<S>>> known = known(store, Grouped.of(records, store));
        Map<K, S> after;
        try {
            after = results(known);
        } catch (ClassCastException thrown) {
            throw inTheWay(known, thrown);
        }
        store.forEach(entry -> {
            S value = after.remove(entry.key());
            if (value == null) {
                entry.remove();
            } else if (Changes.isChange(entry.value(), value)) {
                entry.set(value);
            }
        });
        for (Map.Entry<K, S> fresh : after.entrySet()) {
            store.entry(fresh.getKey()).set(fresh.getValue());
        }
    }

    private static <K, V, S> List<Tuple3<K, List<V>, Optional<S>>> known(StateStore<K, S> store, Grouped<K, V> grouped)
            throws Exception {
        List<Tuple3<K, List<V>, Optional<S>>> known = new ArrayList<>();
        grouped.forEach(
                store,
                (entry, key, values) -> known.add(new Tuple3<>(key, values, Optional.ofNullable(entry.value()))));
        store.forEachUnmarked(
                entry -> known.add(new Tuple3<>(entry.key(), Collections.emptyList(), Optional.of(entry.value()))));
        return known;
    }

    /** The first key whose state the function cannot have taken, if there is one, names what is wrong. */
    private RuntimeException inTheWay(List<Tuple3<K, List<V>, Optional<S>>> known, ClassCastException thrown) {
        for (Tuple3<K, List<V>, Optional<S>> key : known) {
            if (KeyErrors.isInTheWay(key._3().orElse(null), thrown)) {
                return errors.failed(key._1(), key._3().orElse(null), thrown);
            }
        }
        return thrown;
    }

    private Map<K, S> results(List<Tuple3<K, List<V>, Optional<S>>> known) throws Exception {
        Iterator<Tuple2<K, S>> returned = function.call(known.iterator());
        if (returned == null) {
            throw new StreamException(
                    ErrorCode.NULL_FROM_FUNCTION,
                    "The function of %s returned null.".formatted(errors.site()),
                    "Return an empty iterator to forget all keys.");
        }
        Map<K, S> results = new HashMap<>();
        while (returned.hasNext()) {
            Tuple2<K, S> next = returned.next();
            if (!known.isEmpty()
                    && byKey.getPartition(next._1())
                            != byKey.getPartition(known.get(0)._1())) {
                throw new StreamException(
                        ErrorCode.TASK_FAILED,
                        "The function of %s returned the key %s, which belongs to another partition."
                                .formatted(errors.site(), KeyErrors.quoted(next._1())),
                        "Return keys that were given; change keys in a map before or after.");
            }
            results.put(next._1(), next._2());
        }
        return results;
    }
}
