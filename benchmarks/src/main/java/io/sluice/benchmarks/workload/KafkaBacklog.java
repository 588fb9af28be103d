package io.sluice.benchmarks.workload;

import io.sluice.benchmarks.report.Comparison;
import io.sluice.benchmarks.run.Figure;
import io.sluice.benchmarks.run.Platform;
import io.sluice.benchmarks.run.Program;
import io.sluice.benchmarks.sluice.SluiceKafkaBacklog;
import java.nio.file.Path;
import java.util.List;

/** What a program does that finds much to read when it is started again. */
final class KafkaBacklog implements Workload {
    private static final Figure OF_PEAK = Figure.value("catch-up of peak", "catch.up.of.peak");
    private static final Figure GROWTH = Figure.value("heap, last quarter over first", "heap.last.over.first");
    private static final int INTERVAL_MILLIS = 100;
    private static final int MOST_PER_SECOND = 5_000_000;

    private final long records;

    private KafkaBacklog(long records) {
        this.records = records;
    }

    static KafkaBacklog full() {
        return new KafkaBacklog(20_000_000);
    }

    @Override
    public Workload quick() {
        return new KafkaBacklog(2_000_000);
    }

    @Override
    public String name() {
        return "kafkabacklog";
    }

    @Override
    public String title() {
        return "Restart with a backlog of some %,d records".formatted(records / 2);
    }

    @Override
    public String explanation() {
        return "A direct stream with a checkpoint and %d ms batches counts the first half of a full topic, at its peak; it is stopped, and a new "
                        .formatted(INTERVAL_MILLIS)
                + "context goes on from the checkpoint to the end. Rates without the first tenth; the heap, of 256 MB,"
                + " is what collections leave while it catches up.";
    }

    @Override
    public List<Program> programs(Path dataFolder) {
        return List.of(program("Sluice", dataFolder, false), program("Sluice, backpressure", dataFolder, true));
    }

    private Program program(String label, Path dataFolder, boolean backpressure) {
        return Program.of(label, Platform.SLUICE, SluiceKafkaBacklog.class)
                .withJvmFlags("-Xmx256m", Program.G1)
                .withArgs(Brokers.TOPIC, INTERVAL_MILLIS, records, MOST_PER_SECOND, backpressure)
                .withServer(Brokers.ofBytes(dataFolder, records));
    }

    @Override
    public List<Figure> figures() {
        return List.of(
                Figure.value("peak, records/s", "peak.per.s"),
                Figure.value("catch-up, records/s", "catch.up.per.s"),
                OF_PEAK,
                Figure.value("heap max, MB", "heap.max.mb"),
                GROWTH);
    }

    @Override
    public List<Comparison> comparisons() {
        return List.of(
                Comparison.median("Sluice, catch-up as a share of peak", "", OF_PEAK, "Sluice")
                        .atLeast(0.8),
                Comparison.median("Sluice, heap after collections, last quarter over first", "", GROWTH, "Sluice")
                        .atMost(1.2));
    }
}
