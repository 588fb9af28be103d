package io.sluice.benchmarks.workload;

import io.sluice.benchmarks.report.Comparison;
import io.sluice.benchmarks.run.Figure;
import io.sluice.benchmarks.run.Platform;
import io.sluice.benchmarks.run.Program;
import io.sluice.benchmarks.sluice.SluiceLatency;
import java.nio.file.Path;
import java.util.List;

/** How long a record is on its way when nothing may be lost. */
final class StoreLatency implements Workload {
    private static final Figure MEDIAN = Figure.value("latency p50, ms", "latency.p50.ms");
    private static final Figure TAIL = Figure.value("latency p99, ms", "latency.p99.ms");

    private final int warmUpSeconds;
    private final int measuredSeconds;

    private StoreLatency(int warmUpSeconds, int measuredSeconds) {
        this.warmUpSeconds = warmUpSeconds;
        this.measuredSeconds = measuredSeconds;
    }

    static StoreLatency full() {
        return new StoreLatency(15, 30);
    }

    @Override
    public Workload quick() {
        return new StoreLatency(2, 2);
    }

    @Override
    public String name() {
        return "latency";
    }

    @Override
    public String title() {
        return "From store to committed output at 10,000 records a second";
    }

    @Override
    public String explanation() {
        return "A receiver stores one record at a time, write-ahead log on, 5 ms batches, mapWithState over 1,000 keys, collect. From "
                + "when a record was due to be stored to when listeners hear that its batch is committed; %d s after %d s to warm up."
                        .formatted(measuredSeconds, warmUpSeconds);
    }

    @Override
    public List<Program> programs(Path dataFolder) {
        return List.of(Program.of("Sluice", Platform.SLUICE, SluiceLatency.class)
                .withArgs(5, 10_000, warmUpSeconds, measuredSeconds));
    }

    @Override
    public List<Figure> figures() {
        return List.of(MEDIAN, TAIL, Figure.value("latency max, ms", "latency.max.ms"));
    }

    @Override
    public List<Comparison> comparisons() {
        return List.of(
                Comparison.median("Sluice, p50", "ms", MEDIAN, "Sluice").atMost(4),
                Comparison.median("Sluice, p99", "ms", TAIL, "Sluice").atMost(10));
    }
}
