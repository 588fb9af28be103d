package io.sluice.benchmarks.workload;

import io.sluice.benchmarks.data.WordFiles;
import io.sluice.benchmarks.report.Comparison;
import io.sluice.benchmarks.run.Figure;
import io.sluice.benchmarks.run.Platform;
import io.sluice.benchmarks.run.Program;
import io.sluice.benchmarks.sluice.SluiceWordCount;
import io.sluice.benchmarks.spark.SparkWordCount;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** The word count in as little memory as it can do with. */
final class SmallHeap implements Workload {
    @Override
    public String name() {
        return "smallheap";
    }

    @Override
    public String title() {
        return "Word count in a small heap";
    }

    @Override
    public String explanation() {
        return "The word count above under G1 with less and less heap. Spark starts with no less than 450 MiB.";
    }

    @Override
    public List<Program> programs(Path dataFolder) throws IOException {
        Path words = WordFiles.in(dataFolder);
        return List.of(
                spark("1g", words),
                spark("450m", words),
                spark("448m", words).thatMayFail(),
                sluice("1g", words),
                sluice("64m", words));
    }

    @Override
    public List<Figure> figures() {
        return List.of(WordCount.COLD, WordCount.WARM);
    }

    @Override
    public List<Comparison> comparisons() {
        return List.of(
                Comparison.ratio("Sluice, time in 64 MB over time in 1 GB", WordCount.WARM, "Sluice, 64m", "Sluice, 1g")
                        .atMost(1.5),
                Comparison.ratio(
                        "Spark, time in 450 MB over time in 1 GB", WordCount.WARM, "Spark, 450m", "Spark, 1g"));
    }

    @Override
    public Set<String> mustAgree() {
        return WordCount.COUNTED;
    }

    private static Program spark(String heap, Path words) {
        return program("Spark", heap, Platform.SPARK, SparkWordCount.class, words);
    }

    private static Program sluice(String heap, Path words) {
        return program("Sluice", heap, Platform.SLUICE, SluiceWordCount.class, words);
    }

    private static Program program(String who, String heap, Platform platform, Class<?> main, Path words) {
        return Program.of(who + ", " + heap, platform, main)
                .withJvmFlags("-Xmx" + heap, Program.G1)
                .withArgs(words);
    }
}
