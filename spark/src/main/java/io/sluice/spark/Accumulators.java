package io.sluice.spark;

import io.sluice.AccumulatorV2;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The accumulators of the program that tasks were sent, by number. Thread-safe. */
final class Accumulators {
    private final Map<Long, WeakReference<AccumulatorV2<?, ?>>> sent = new ConcurrentHashMap<>();

    /** Notes that a task may add to it. */
    void sending(AccumulatorV2<?, ?> accumulator) {
        sent.computeIfAbsent(accumulator.id(), id -> new WeakReference<>(accumulator));
    }

    /** Takes in what a task added; nothing if the program has let go of the accumulator meanwhile. */
    void merge(Map<Long, AccumulatorV2<?, ?>> added) {
        added.forEach((id, copy) -> {
            WeakReference<AccumulatorV2<?, ?>> known = sent.get(id);
            AccumulatorV2<?, ?> accumulator = known == null ? null : known.get();
            if (accumulator != null) {
                accumulator.mergeFromTask(copy);
            }
        });
    }
}
