package io.sluice.benchmarks.workload;

import io.sluice.benchmarks.program.KeyedLoad;
import io.sluice.benchmarks.report.Comparison;
import io.sluice.benchmarks.run.Figure;
import io.sluice.benchmarks.run.Platform;
import io.sluice.benchmarks.run.Program;
import io.sluice.benchmarks.sluice.SluiceWindow;
import io.sluice.benchmarks.spark.SparkWindow;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** A long window that is moved on, and what that costs when few or many keys change. */
final class IncrementalWindow implements Workload {
    private static final Figure MEDIAN = Figure.value("batch p50, ms", "batch.p50.ms");
    private static final int SPARK_MILLIS = 200;
    private static final int SLUICE_MILLIS = 20;

    private final int batches;
    private final int keys;
    private final int measured;

    private IncrementalWindow(int batches, int keys, int measured) {
        this.batches = batches;
        this.keys = keys;
        this.measured = measured;
    }

    static IncrementalWindow full() {
        return new IncrementalWindow(300, 100_000, 150);
    }

    @Override
    public Workload quick() {
        return new IncrementalWindow(15, 2_000, 10);
    }

    @Override
    public String name() {
        return "window";
    }

    @Override
    public String title() {
        return "reduceByKeyAndWindow with an inverse, %d batches long, %,d keys".formatted(batches, keys);
    }

    @Override
    public String explanation() {
        return ("Counts by key, %,d keys a batch; each batch reads all counts. Checkpoint on in both; %d batches, when the window "
                        + "is full. Spark every %d ms, or back to back if that is longer; Sluice every %d ms. What all batches read must "
                        + "be the same. Then Sluice alone, where a batch reads %d counts only: fewer and more keys that change, "
                        + "and ten times as many keys in all.")
                .formatted(touched(), measured, SPARK_MILLIS, SLUICE_MILLIS, 100);
    }

    private int touched() {
        return keys / 20;
    }

    @Override
    public List<Program> programs(Path dataFolder) {
        return List.of(
                program("Spark", Platform.SPARK, SparkWindow.class, load(SPARK_MILLIS, keys, touched()), "all"),
                program("Sluice", Platform.SLUICE, SluiceWindow.class, load(SLUICE_MILLIS, keys, touched()), "all"),
                few("Sluice, a fifth", keys, touched() / 5),
                few("Sluice, as many", keys, touched()),
                few("Sluice, twice", keys, touched() * 2),
                few("Sluice, ten times the keys", keys * 10, touched()));
    }

    private Program few(String label, int allKeys, int changing) {
        return program(label, Platform.SLUICE, SluiceWindow.class, load(SLUICE_MILLIS, allKeys, changing), "few");
    }

    private KeyedLoad load(int intervalMillis, int allKeys, int changing) {
        return new KeyedLoad(intervalMillis, allKeys, changing, batches + batches / 10, measured);
    }

    private Program program(String label, Platform platform, Class<?> main, KeyedLoad load, String read) {
        return Program.of(label, platform, main)
                .withJvmFlags(Program.FOUR_GB, Program.G1)
                .withArgs(load.args())
                .withMoreArgs(batches, read);
    }

    @Override
    public List<Figure> figures() {
        return List.of(
                MEDIAN, Figure.value("batch p99, ms", "batch.p99.ms"), Figure.value("slowest, ms", "batch.max.ms"));
    }

    @Override
    public List<Comparison> comparisons() {
        return List.of(
                Comparison.ratio("Sluice faster than Spark, p50", MEDIAN, "Spark", "Sluice")
                        .atLeast(10),
                Comparison.ratio(
                                "Sluice, time with ten times the keys, as many changing",
                                MEDIAN,
                                "Sluice, ten times the keys",
                                "Sluice, as many")
                        .atMost(2),
                Comparison.ratio(
                        "Sluice, time when ten times as many keys change", MEDIAN, "Sluice, twice", "Sluice, a fifth"));
    }

    /** Not how many keys: Spark keeps those whose count has become 0. Programs that read few have no sums at all. */
    @Override
    public Set<String> mustAgree() {
        return Set.of("words", "checksum");
    }

    @Override
    public int runs(int wanted) {
        return Math.min(wanted, 3);
    }
}
