package io.sluice.embedded.shuffle;

import io.sluice.HashPartitioner;
import io.sluice.Partitioner;
import io.sluice.Tuple2;
import io.sluice.embedded.memory.MemoryBudget;
import io.sluice.lineage.Aggregator;
import io.sluice.serializer.RecordCodecs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Shuffles for tests: one after another, on one engine's resources. */
final class ShuffleRun implements AutoCloseable {
    final MemoryBudget budget;
    final Path directory;
    final ShuffleResources resources;
    final List<AutoCloseable> tasks = new ArrayList<>();

    ShuffleRun(long budgetBytes) {
        this(budgetBytes, false);
    }

    ShuffleRun(long budgetBytes, boolean copy) {
        this(budgetBytes, copy, null);
    }

    ShuffleRun(long budgetBytes, boolean copy, SpillFiles.Opener opener) {
        try {
            this.directory = Files.createTempDirectory("shuffle-test-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.budget = new MemoryBudget(budgetBytes);
        SpillFiles spills = opener == null ? new SpillFiles(directory) : new SpillFiles(directory, opener);
        this.resources =
                new ShuffleResources(budget, spills, RecordCodecs.kryo(ShuffleRun.class.getClassLoader()), copy);
    }

    <K, V> MapOutput map(int reducers, Aggregator<V, ?> aggregator, List<Tuple2<K, V>> records) throws Exception {
        return map(new HashPartitioner(reducers), aggregator, records);
    }

    <K, V> MapOutput map(Partitioner partitioner, Aggregator<V, ?> aggregator, List<Tuple2<K, V>> records)
            throws Exception {
        ShuffleWriter<K, V> writer = new ShuffleWriter<>(resources, partitioner, aggregator);
        try {
            for (Tuple2<K, V> pair : records) {
                writer.accept(pair);
            }
            return writer.finish();
        } finally {
            writer.abort();
        }
    }

    <K, C> ShuffleReader<K, C> reader(
            List<MapOutput> outputs, int reducer, Aggregator<?, C> aggregator, Comparator<? super K> order) {
        return new ShuffleReader<>(resources, outputs, reducer, aggregator, order, tasks::add);
    }

    /** All reducers, one list each; pushed for even ones, pulled for odd ones. */
    <K, C> List<List<Tuple2<K, C>>> reduce(
            List<MapOutput> outputs, int reducers, Aggregator<?, C> aggregator, Comparator<? super K> order)
            throws Exception {
        List<List<Tuple2<K, C>>> all = new ArrayList<>();
        for (int reducer = 0; reducer < reducers; reducer++) {
            List<Tuple2<K, C>> records = new ArrayList<>();
            ShuffleReader<K, C> reader = reader(outputs, reducer, aggregator, order);
            if (reducer % 2 == 0) {
                reader.forEach(records::add);
            } else {
                reader.iterator().forEachRemaining(records::add);
            }
            all.add(records);
        }
        return all;
    }

    void endTasks() throws Exception {
        for (AutoCloseable task : tasks) {
            task.close();
        }
        tasks.clear();
    }

    long filesLeft() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).count();
        }
    }

    @Override
    public void close() throws IOException {
        resources.spills().close();
        Files.delete(directory);
    }
}
