package io.sluice.benchmarks.workload;

import io.sluice.benchmarks.program.LineServer;
import io.sluice.benchmarks.report.Comparison;
import io.sluice.benchmarks.run.Figure;
import io.sluice.benchmarks.run.Platform;
import io.sluice.benchmarks.run.Program;
import io.sluice.benchmarks.sluice.SluiceSocketLines;
import io.sluice.benchmarks.spark.SparkSocketLines;
import java.nio.file.Path;
import java.util.List;

/** How many lines a second one socket can bring into batches. */
final class SocketLines implements Workload {
    private static final Figure RATE = Figure.value("lines/s", "lines.per.s");

    @Override
    public String name() {
        return "socket";
    }

    @Override
    public String title() {
        return "Socket lines into batches";
    }

    @Override
    public String explanation() {
        return "Another process serves 27-byte lines over TCP as fast as they are taken; socketTextStream, 500 ms batches, "
                + "count of each. 20 batches after 10 to warm up. The delay is from batch time to its count: it shows whether "
                + "the rate was kept up.";
    }

    @Override
    public List<Program> programs(Path dataFolder) {
        return List.of(
                program("Spark", Platform.SPARK, SparkSocketLines.class),
                program("Sluice", Platform.SLUICE, SluiceSocketLines.class));
    }

    @Override
    public List<Figure> figures() {
        return List.of(RATE, Figure.value("worst delay, ms", "worst.delay.ms"));
    }

    @Override
    public List<Comparison> comparisons() {
        return List.of(Comparison.ratio("Sluice's rate over Spark's", RATE, "Sluice", "Spark")
                .atLeast(2));
    }

    private static Program program(String label, Platform platform, Class<?> main) {
        return Program.of(label, platform, main)
                .withArgs(500, 10, 20)
                .withServer(Program.of("line server", Platform.PLAIN, LineServer.class));
    }
}
