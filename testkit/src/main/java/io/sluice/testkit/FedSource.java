package io.sluice.testkit;

import io.sluice.Rdd;
import io.sluice.SluiceContext;
import io.sluice.streaming.Time;
import io.sluice.streaming.source.BatchInput;
import io.sluice.streaming.source.StreamSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Records that a test fed; each batch takes all that are there. Thread-safe. */
final class FedSource<T> implements StreamSource<T, FedSource.Fed<T>> {
    private final SluiceContext context;
    private final String name;
    private List<List<T>> waiting = new ArrayList<>();

    FedSource(SluiceContext context, String name) {
        this.context = context;
        this.name = name;
    }

    /** One list for each partition. */
    record Fed<T>(List<List<T>> partitions) implements BatchInput {
        @Override
        public long records() {
            return partitions.stream().mapToLong(List::size).sum();
        }

        @Override
        public String description() {
            return "%d fed records".formatted(records());
        }
    }

    synchronized void feed(List<T> partition) {
        waiting.add(new ArrayList<>(partition));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public synchronized boolean hasUnplanned() {
        return !waiting.isEmpty();
    }

    @Override
    public synchronized Optional<Fed<T>> plan(Time time) {
        Fed<T> taken = new Fed<>(waiting);
        waiting = new ArrayList<>();
        return Optional.of(taken);
    }

    @Override
    public Rdd<T> rdd(Fed<T> input) {
        return context.union(input.partitions().stream()
                .map(records -> context.parallelize(records, 1))
                .toList());
    }
}
