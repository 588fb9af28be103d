package io.sluice.benchmarks.workload;

import io.sluice.benchmarks.report.Comparison;
import io.sluice.benchmarks.run.Figure;
import io.sluice.benchmarks.run.Platform;
import io.sluice.benchmarks.run.Program;
import io.sluice.benchmarks.sluice.SluiceBigShuffle;
import io.sluice.benchmarks.spark.SparkBigShuffle;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** A shuffle several times larger than the heap. */
final class BigShuffle implements Workload {
    private static final long PAIRS = 20_000_000;
    private static final int PARTITIONS = 40;
    private static final Figure SHUFFLE = Figure.value("shuffle, s", "shuffle.s");

    @Override
    public String name() {
        return "bigshuffle";
    }

    @Override
    public String title() {
        return "groupByKey and sortByKey over 2 GB of pairs";
    }

    @Override
    public String explanation() {
        return "20 million pairs of a number below a million and 100 letters, made on the way in 40 partitions. Pairs, keys, "
                + "order and a checksum over all pairs are verified.";
    }

    @Override
    public List<Program> programs(Path dataFolder) {
        return List.of(
                program("Spark, group", "512m", Platform.SPARK, SparkBigShuffle.class, "group"),
                program("Spark, sort", "512m", Platform.SPARK, SparkBigShuffle.class, "sort"),
                program("Sluice, group", "256m", Platform.SLUICE, SluiceBigShuffle.class, "group"),
                program("Sluice, sort", "256m", Platform.SLUICE, SluiceBigShuffle.class, "sort"));
    }

    @Override
    public List<Figure> figures() {
        return List.of(SHUFFLE);
    }

    @Override
    public List<Comparison> comparisons() {
        return List.of(
                Comparison.finishes("Sluice, groupByKey in 256 MB", "Sluice, group"),
                Comparison.finishes("Sluice, sortByKey in 256 MB", "Sluice, sort"),
                Comparison.ratio(
                        "Sluice in 256 MB faster than Spark in 512 MB, group",
                        SHUFFLE,
                        "Spark, group",
                        "Sluice, group"),
                Comparison.ratio(
                        "Sluice in 256 MB faster than Spark in 512 MB, sort", SHUFFLE, "Spark, sort", "Sluice, sort"));
    }

    @Override
    public Set<String> mustAgree() {
        return Set.of("pairs", "keys", "pair.checksum");
    }

    @Override
    public int runs(int wanted) {
        return Math.min(wanted, 3);
    }

    private static Program program(String label, String heap, Platform platform, Class<?> main, String operation) {
        return Program.of(label, platform, main)
                .withJvmFlags("-Xmx" + heap, Program.G1)
                .withArgs(operation, PAIRS, PARTITIONS);
    }
}
