package io.sluice.benchmarks.workload;

import io.sluice.benchmarks.cluster.SluiceClusterWords;
import io.sluice.benchmarks.cluster.SparkClusterWords;
import io.sluice.benchmarks.data.WordFiles;
import io.sluice.benchmarks.report.Comparison;
import io.sluice.benchmarks.run.Figure;
import io.sluice.benchmarks.run.Platform;
import io.sluice.benchmarks.run.Program;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** What Sluice costs over a program that is written for Spark, on Spark's own cluster. */
final class ClusterWordCount implements Workload {
    private static final String BY_HAND = "Spark RDDs by hand";

    @Override
    public String name() {
        return "clusterwordcount";
    }

    @Override
    public String title() {
        return "Word count on a Spark cluster";
    }

    @Override
    public String explanation() {
        return "The word count of 40 million words on a standalone cluster of Spark 4.1.3: a Master and two Workers with a core each, on this machine. Two "
                + "runs in one program: cold, then warm. Each program gets a cluster of its own.";
    }

    @Override
    public List<Program> programs(Path dataFolder) throws IOException {
        Path words = WordFiles.in(dataFolder);
        return List.of(
                Program.of(BY_HAND, Platform.CLUSTER, SparkClusterWords.class)
                        .withArgs(words)
                        .withServer(Clusters.standalone()),
                Program.of("Sluice", Platform.CLUSTER, SluiceClusterWords.class)
                        .withArgs(words)
                        .withServer(Clusters.standalone()));
    }

    @Override
    public List<Figure> figures() {
        return List.of(WordCount.COLD, WordCount.WARM);
    }

    @Override
    public List<Comparison> comparisons() {
        return List.of(
                Comparison.ratio("Sluice's time over that by hand, warm", WordCount.WARM, "Sluice", BY_HAND)
                        .atMost(1.05),
                Comparison.ratio("Sluice's time over that by hand, cold", WordCount.COLD, "Sluice", BY_HAND));
    }

    @Override
    public Set<String> mustAgree() {
        return WordCount.COUNTED;
    }
}
