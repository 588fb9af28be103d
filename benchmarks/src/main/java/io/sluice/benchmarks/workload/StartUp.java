package io.sluice.benchmarks.workload;

import io.sluice.benchmarks.report.Comparison;
import io.sluice.benchmarks.run.Figure;
import io.sluice.benchmarks.run.Platform;
import io.sluice.benchmarks.run.Program;
import io.sluice.benchmarks.sluice.SluiceStartUp;
import io.sluice.benchmarks.spark.SparkStartUp;
import java.nio.file.Path;
import java.util.List;

/** How long a user waits for the first result. */
final class StartUp implements Workload {
    private static final Figure FIRST_BATCH = Figure.arrival("first batch, ms", "first.batch");

    @Override
    public String name() {
        return "startup";
    }

    @Override
    public String title() {
        return "Start of the JVM to the first batch result";
    }

    @Override
    public String explanation() {
        return "A streaming word count over a queue, 100 ms batches; from the start of the process to the line that the "
                + "output of the first batch prints.";
    }

    @Override
    public List<Program> programs(Path dataFolder) {
        return List.of(
                Program.of("Spark", Platform.SPARK, SparkStartUp.class),
                Program.of("Sluice", Platform.SLUICE, SluiceStartUp.class));
    }

    @Override
    public List<Figure> figures() {
        return List.of(FIRST_BATCH);
    }

    @Override
    public List<Comparison> comparisons() {
        return List.of(
                Comparison.ratio("Sluice sooner than Spark", FIRST_BATCH, "Spark", "Sluice")
                        .atLeast(6),
                Comparison.median("Sluice, first batch", "ms", FIRST_BATCH, "Sluice")
                        .atMost(400));
    }
}
