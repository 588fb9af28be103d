package io.sluice.spark;

import io.sluice.AccumulatorV2;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.SparkContext;

/** The accumulators of the program that tasks were sent, by number, as long as the program has them. Thread-safe. */
final class Accumulators {
    private final SparkContext spark;
    private final Map<Long, Sent> sent = new ConcurrentHashMap<>();
    private final ReferenceQueue<AccumulatorV2<?, ?>> letGoOf = new ReferenceQueue<>();

    Accumulators(SparkContext spark) {
        this.spark = spark;
    }

    /** Spark holds on to none of its accumulators by itself. */
    private static final class Sent extends WeakReference<AccumulatorV2<?, ?>> {
        private final long id;
        private final Optional<NamedAccumulator> named;

        Sent(
                AccumulatorV2<?, ?> accumulator,
                Optional<NamedAccumulator> named,
                ReferenceQueue<AccumulatorV2<?, ?>> letGoOf) {
            super(accumulator, letGoOf);
            this.id = accumulator.id();
            this.named = named;
        }
    }

    /** Notes that a task may add to it. */
    void sending(AccumulatorV2<?, ?> accumulator) {
        for (Object old = letGoOf.poll(); old != null; old = letGoOf.poll()) {
            sent.remove(((Sent) old).id); // no other accumulator of the context ever has this number
        }
        sent.computeIfAbsent(accumulator.id(), id -> new Sent(accumulator, named(accumulator), letGoOf));
    }

    /** How many are remembered. */
    int size() {
        return sent.size();
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
            if (each.get() != null) {
                each.named.ifPresent(named::add);
            }
        }
        return named;
    }

    /** Empty if the program has let go of it. */
    Optional<AccumulatorV2<?, ?>> find(long id) {
        return Optional.ofNullable(sent.get(id)).map(Sent::get);
    }

    /** Takes in what a task added; nothing if the program has let go of the accumulator meanwhile. */
    void merge(Map<Long, AccumulatorV2<?, ?>> added) {
        added.forEach((id, copy) -> find(id).ifPresent(accumulator -> accumulator.mergeFromTask(copy)));
    }
}
