package io.sluice.spark;

import io.sluice.AccumulatorV2;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.SparkContext;

/** The accumulators of the program that tasks were sent, by number. Thread-safe. */
final class Accumulators {
    private final SparkContext spark;
    private final Map<Long, Sent> sent = new ConcurrentHashMap<>();

    Accumulators(SparkContext spark) {
        this.spark = spark;
    }

    /** Spark holds on to none of its accumulators by itself. */
    private record Sent(WeakReference<AccumulatorV2<?, ?>> accumulator, Optional<NamedAccumulator> named) {}

    /** Notes that a task may add to it. */
    void sending(AccumulatorV2<?, ?> accumulator) {
        sent.computeIfAbsent(accumulator.id(), id -> new Sent(new WeakReference<>(accumulator), named(accumulator)));
    }

    private Optional<NamedAccumulator> named(AccumulatorV2<?, ?> accumulator) {
        if (accumulator.name().isEmpty()) {
            return Optional.empty();
        }
        NamedAccumulator named = new NamedAccumulator(this, accumulator.id());
        spark.register(named, accumulator.name());
        return Optional.of(named);
    }

    /** Those with a name that the program still has. */
    List<NamedAccumulator> named() {
        List<NamedAccumulator> named = new ArrayList<>();
        for (Sent each : sent.values()) {
            if (each.accumulator().get() != null) {
                each.named().ifPresent(named::add);
            }
        }
        return named;
    }

    /** Empty if the program has let go of it. */
    Optional<AccumulatorV2<?, ?>> find(long id) {
        return Optional.ofNullable(sent.get(id))
                .map(known -> known.accumulator().get());
    }

    /** Takes in what a task added; nothing if the program has let go of the accumulator meanwhile. */
    void merge(Map<Long, AccumulatorV2<?, ?>> added) {
        added.forEach((id, copy) -> find(id).ifPresent(accumulator -> accumulator.mergeFromTask(copy)));
    }
}
