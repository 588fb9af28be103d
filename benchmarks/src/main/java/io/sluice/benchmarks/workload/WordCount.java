package io.sluice.benchmarks.workload;

import io.sluice.benchmarks.data.WordFiles;
import io.sluice.benchmarks.plain.ByteWordCount;
import io.sluice.benchmarks.plain.StringWordCount;
import io.sluice.benchmarks.report.Comparison;
import io.sluice.benchmarks.run.Figure;
import io.sluice.benchmarks.run.Platform;
import io.sluice.benchmarks.run.Program;
import io.sluice.benchmarks.sluice.SluiceWordCount;
import io.sluice.benchmarks.spark.SparkWordCount;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Throughput of the main job, under both collectors that users' JVMs run. */
final class WordCount implements Workload {
    static final Set<String> COUNTED = Set.of("words", "distinct", "checksum");
    static final Figure COLD = Figure.value("cold, s", "cold.s");
    static final Figure WARM = Figure.value("warm, s", "warm.s");

    private static final Map<String, String> COLLECTORS = Map.of("G1", Program.G1, "ParallelGC", Program.PARALLEL);

    @Override
    public String name() {
        return "wordcount";
    }

    @Override
    public String title() {
        return "Word count of 40 million words";
    }

    @Override
    public String explanation() {
        return "306 MB of text in 10 files: textFile, flatMap, mapToPair, reduceByKey, aggregate on `local[2]`. Two runs in "
                + "one JVM: cold, then warm. All programs must find the same counts.";
    }

    @Override
    public List<Program> programs(Path dataFolder) throws IOException {
        Path words = WordFiles.in(dataFolder);
        List<Program> programs = new ArrayList<>();
        for (String collector : List.of("G1", "ParallelGC")) {
            programs.add(program("Spark", collector, Platform.SPARK, SparkWordCount.class, words));
            programs.add(program("Sluice", collector, Platform.SLUICE, SluiceWordCount.class, words));
            programs.add(program("strings by hand", collector, Platform.PLAIN, StringWordCount.class, words));
            programs.add(program("bytes by hand", collector, Platform.PLAIN, ByteWordCount.class, words));
        }
        return programs;
    }

    @Override
    public List<Figure> figures() {
        return List.of(COLD, WARM);
    }

    @Override
    public List<Comparison> comparisons() {
        List<Comparison> comparisons = new ArrayList<>();
        for (String collector : List.of("G1", "ParallelGC")) {
            String sluice = label("Sluice", collector);
            comparisons.add(Comparison.ratio(
                            "Sluice faster than Spark, warm, " + collector, WARM, label("Spark", collector), sluice)
                    .atLeast(3));
            comparisons.add(Comparison.ratio(
                            "Sluice faster than strings by hand, warm, " + collector,
                            WARM,
                            label("strings by hand", collector),
                            sluice)
                    .atLeast(1));
            comparisons.add(Comparison.ratio(
                    "Sluice faster than Spark, cold, " + collector, COLD, label("Spark", collector), sluice));
        }
        return comparisons;
    }

    @Override
    public Set<String> mustAgree() {
        return COUNTED;
    }

    private static Program program(String who, String collector, Platform platform, Class<?> main, Path words) {
        return Program.of(label(who, collector), platform, main)
                .withJvmFlags("-Xmx1g", COLLECTORS.get(collector))
                .withArgs(words);
    }

    private static String label(String who, String collector) {
        return who + ", " + collector;
    }
}
