package io.sluice.streaming.state;

import io.sluice.Tuple2;
import io.sluice.lineage.StateStep;
import io.sluice.operator.Records;
import io.sluice.operator.Sink;
import io.sluice.state.StateEntry;
import io.sluice.state.StateStore;
import io.sluice.streaming.Time;
import java.util.Optional;

/**
 * Calls the program's function once for each record, in order, and then once for each key that has been idle for too long.
 *
 * @param timeoutMillis how long a key may be idle; {@link #NO_TIMEOUT} if for ever
 */
record MapStep<K, V, S, M>(MappingFunction<K, V, S, M> function, long timeoutMillis, Time time, KeyErrors errors)
        implements StateStep<K, Object, S, M> {
    static final long NO_TIMEOUT = -1;

    @Override
    public void run(StateStore<K, S> store, Records<Tuple2<K, Object>> records, Sink<? super M> emitted)
            throws Exception {
        errors.checkNewKeys(store);
        KeyState<S> state = new KeyState<>();
        Ahead<K> ahead = new Ahead<>();
        records.forEach(record -> {
            if (ahead.add(record)) {
                mapAll(ahead, store, state, emitted);
            }
        });
        mapAll(ahead, store, state, emitted);
        if (timeoutMillis != NO_TIMEOUT) {
            store.forEachExpired(time.milliseconds(), entry -> {
                state.turnTo(entry, true);
                call(entry.key(), Optional.empty(), entry, state, emitted);
                entry.remove();
            });
        }
    }

    private void mapAll(Ahead<K> ahead, StateStore<K, S> store, KeyState<S> state, Sink<? super M> emitted) {
        store.expect(ahead.keys, 0, ahead.count);
        Optional<V> value = Optional.empty();
        for (int i = 0; i < ahead.count; i++) {
            Tuple2<K, Object> record = ahead.take(i);
            StateEntry<K, S> entry = store.entry(record._1());
            if (record._2() instanceof InitialState.Value initial) {
                setInitial(entry, initial);
            } else {
                value = optional(record._2(), value);
                map(record._1(), value, entry, state, emitted);
            }
        }
        ahead.count = 0;
    }

    /** Some records in advance, so that the store can look for their keys side by side. */
    private static final class Ahead<K> {
        private final Object[] records = new Object[StateStore.EXPECTED];
        private final Object[] keys = new Object[StateStore.EXPECTED];
        private int count;

        /** Adds a record; true if there is no room for another. */
        boolean add(Tuple2<K, Object> record) {
            records[count] = record;
            keys[count] = record._1();
            count++;
            return count == keys.length;
        }

        @SuppressWarnings("unchecked") // only such are added
        Tuple2<K, Object> take(int index) {
            return (Tuple2<K, Object>) records[index];
        }
    }

    @SuppressWarnings("unchecked") // initial values are Ss
    private void setInitial(StateEntry<K, S> entry, InitialState.Value initial) {
        entry.set((S) initial.state());
        refresh(entry);
    }

    /** Values often are the same object, such as a one to count with, and need no Optional each. */
    @SuppressWarnings("unchecked") // all that are not initial are Vs
    private Optional<V> optional(Object value, Optional<V> before) {
        return before.isPresent() && before.get() == value ? before : Optional.ofNullable((V) value);
    }

    private void map(K key, Optional<V> value, StateEntry<K, S> entry, KeyState<S> state, Sink<? super M> emitted) {
        state.turnTo(entry, false);
        call(key, value, entry, state, emitted);
        if (state.isRemoved()) {
            entry.remove();
        } else if (state.exists()) {
            if (state.isUpdated()) {
                entry.set(state.get());
            }
            refresh(entry);
        }
    }

    private void refresh(StateEntry<K, S> entry) {
        if (timeoutMillis != NO_TIMEOUT) {
            entry.expireAt(time.milliseconds() + timeoutMillis);
        }
    }

    private void call(K key, Optional<V> value, StateEntry<K, S> entry, KeyState<S> state, Sink<? super M> emitted) {
        try {
            function.call(time, key, value, state, emitted);
        } catch (Throwable thrown) {
            throw errors.failed(key, entry.value(), thrown);
        }
    }
}
