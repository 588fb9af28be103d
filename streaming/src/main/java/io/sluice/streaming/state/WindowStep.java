package io.sluice.streaming.state;

import io.sluice.Tuple2;
import io.sluice.error.StreamException;
import io.sluice.function.Function2;
import io.sluice.lineage.StateStep;
import io.sluice.operator.Records;
import io.sluice.operator.Sink;
import io.sluice.state.StateEntry;
import io.sluice.state.StateStore;
import io.sluice.streaming.Time;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Moves a window on by one batch: takes the batches out that lie too far back, and the new one in. The state holds a {@link
 * Running} value under each key, and the {@link Pane} of each batch, which expires when the batch leaves. So the cost follows
 * the pairs that enter and leave, and goes by times: batches that never ran are not missed.
 *
 * <p>Taking out what was put in leaves a rest when values are rounded. Before such rests add up, a key is folded afresh from
 * the panes of the window, after as many removals as a window has batches, or up to twice as many, so that keys that come
 * together are not all folded together. That is one look into a pane for each removal.
 *
 * @param windowMillis how far the window reaches back
 * @param panes how many batches a window has at most
 * @param mayBeResized whether batches in the state may have entered a window of another length, in an earlier run of the program
 */
record WindowStep<V>(
        Function2<V, V, V> reduce,
        Function2<V, V, V> inverse,
        long windowMillis,
        int panes,
        boolean mayBeResized,
        Time time,
        KeyErrors errors)
        implements StateStep<Object, V, Object, Void> {
    /** After every deadline, and no number near which sums overflow. */
    private static final long END_OF_TIME = Long.MAX_VALUE / 2;

    @Override
    public void run(StateStore<Object, Object> store, Records<Tuple2<Object, V>> records, Sink<? super Void> emitted)
            throws Exception {
        errors.checkNewKeys(store);
        if (mayBeResized) {
            resize(store);
        }
        List<Object> inexact = takeOut(store, leaving(store));
        takeIn(store, records);
        if (!inexact.isEmpty()) {
            foldAfresh(store, inexact);
        }
    }

    /** Has every batch that is there leave when it is too old for this window; what has left a shorter one stays away. */
    private void resize(StateStore<Object, Object> store) throws Exception {
        store.forEachExpired(END_OF_TIME, entry -> entry.expireAt(((PaneKey) entry.key()).time() + windowMillis));
    }

    private List<Pane> leaving(StateStore<Object, Object> store) throws Exception {
        List<Pane> leaving = new ArrayList<>();
        store.forEachExpired(time.milliseconds(), entry -> {
            leaving.add((Pane) entry.value());
            entry.remove();
        });
        return leaving;
    }

    /** Takes panes out; the keys whose value is to be folded afresh. */
    private List<Object> takeOut(StateStore<Object, Object> store, List<Pane> leaving) {
        List<Object> inexact = new ArrayList<>();
        for (Pane pane : leaving) {
            for (int i = 0; i < pane.size(); i++) {
                pane.expect(store, i);
                Object key = pane.key(i);
                StateEntry<Object, Object> entry = store.entry(key);
                Running before = (Running) entry.value();
                if (before == null) {
                    throw lost(key);
                }
                if (before.batches() == 1) {
                    entry.remove();
                    continue;
                }
                Running after = before.without(call(inverse, key, before.value(), pane.value(i)));
                entry.set(after);
                if (isInexact(key, after)) {
                    inexact.add(key);
                }
            }
        }
        return inexact;
    }

    private void takeIn(StateStore<Object, Object> store, Records<Tuple2<Object, V>> records) throws Exception {
        Pane entering = new Pane();
        records.forEach(record -> entering.add(record._1(), record._2()));
        for (int i = 0; i < entering.size(); i++) {
            entering.expect(store, i);
            Object key = entering.key(i);
            StateEntry<Object, Object> entry = store.entry(key);
            Running before = (Running) entry.value();
            entry.set(
                    before == null
                            ? Running.first(entering.value(i))
                            : before.with(call(reduce, key, before.value(), entering.value(i))));
        }
        if (entering.size() > 0) {
            entering.trim();
            StateEntry<Object, Object> entry = store.entry(new PaneKey(time.milliseconds()));
            entry.set(entering);
            entry.expireAt(time.milliseconds() + windowMillis);
        }
    }

    private boolean isInexact(Object key, Running running) {
        return running.removals() >= panes
                && !isExact(running.value())
                && running.removals() >= panes + Math.floorMod(Pane.spread(key), panes);
    }

    /** Whether values of a kind leave no rest. */
    private static boolean isExact(Object value) {
        return value instanceof Long
                || value instanceof Integer
                || value instanceof Short
                || value instanceof Byte
                || value instanceof BigInteger;
    }

    private void foldAfresh(StateStore<Object, Object> store, List<Object> keys) throws Exception {
        Map<Long, Pane> window = new TreeMap<>();
        store.forEachExpired(
                time.milliseconds() + windowMillis,
                entry -> window.put(((PaneKey) entry.key()).time(), (Pane) entry.value()));
        for (Object key : keys) {
            StateEntry<Object, Object> entry = store.entry(key);
            if (entry.exists()) {
                entry.set(folded(key, window.values()));
            }
        }
    }

    private Running folded(Object key, Iterable<Pane> window) {
        Running folded = null;
        for (Pane pane : window) {
            int at = pane.find(key);
            if (at >= 0) {
                folded = folded == null
                        ? Running.first(pane.value(at))
                        : folded.with(call(reduce, key, folded.value(), pane.value(at)));
            }
        }
        if (folded == null) {
            throw lost(key);
        }
        return folded;
    }

    @SuppressWarnings("unchecked") // only Vs are put into panes, and only what is made of them under keys
    private V call(Function2<V, V, V> function, Object key, Object first, Object second) {
        try {
            return function.call((V) first, (V) second);
        } catch (Throwable thrown) {
            throw errors.failed(key, first, thrown);
        }
    }

    private StreamException lost(Object key) {
        return StreamException.internal(
                "The window of %s holds a batch with the key %s, but not the key. Do the key's equals and hashCode agree?"
                        .formatted(errors.site(), KeyErrors.quoted(key)),
                null);
    }
}
