package io.sluice.benchmarks.workload;

import io.sluice.benchmarks.report.Comparison;
import io.sluice.benchmarks.run.Figure;
import io.sluice.benchmarks.run.Platform;
import io.sluice.benchmarks.run.Program;
import io.sluice.benchmarks.sluice.SluiceSmallBatches;
import io.sluice.benchmarks.spark.SparkSmallBatches;
import java.nio.file.Path;
import java.util.List;

/** What a batch costs when there is next to nothing in it. */
final class SmallBatches implements Workload {
    private static final Figure BATCH_MEDIAN = Figure.value("batch p50, ms", "batch.p50.ms");
    private static final Figure BATCH_TAIL = Figure.value("batch p99, ms", "batch.p99.ms");

    @Override
    public String name() {
        return "smallbatch";
    }

    @Override
    public String title() {
        return "Batches of 100 records";
    }

    @Override
    public String explanation() {
        return "A queue stream of 100 records a batch, map, reduceByKey, collect. Spark: 400 batches 50 ms apart after 200 to "
                + "warm up; Sluice: 4,000 batches 5 ms apart after 2,000. `batch` is from the planning of the batch (or the "
                + "end of the one before, if later) to its output done, `due` from the batch time to its output done, which has the timer's lateness in it.";
    }

    @Override
    public List<Program> programs(Path dataFolder) {
        return List.of(
                Program.of("Spark", Platform.SPARK, SparkSmallBatches.class).withArgs(50, 200, 400),
                Program.of("Sluice", Platform.SLUICE, SluiceSmallBatches.class).withArgs(5, 2000, 4000));
    }

    @Override
    public List<Figure> figures() {
        return List.of(
                BATCH_MEDIAN,
                BATCH_TAIL,
                Figure.value("batch max, ms", "batch.max.ms"),
                Figure.value("due p50, ms", "due.p50.ms"),
                Figure.value("due p99, ms", "due.p99.ms"));
    }

    @Override
    public List<Comparison> comparisons() {
        return List.of(
                Comparison.median("Sluice, p50", "ms", BATCH_MEDIAN, "Sluice").atMost(0.2),
                Comparison.median("Sluice, p99", "ms", BATCH_TAIL, "Sluice").atMost(1),
                Comparison.ratio("Sluice faster than Spark, p50", BATCH_MEDIAN, "Spark", "Sluice"),
                Comparison.ratio("Sluice faster than Spark, p99", BATCH_TAIL, "Spark", "Sluice"));
    }
}
