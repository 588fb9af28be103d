package io.sluice.benchmarks.workload;

import io.sluice.benchmarks.cluster.OnCluster;
import io.sluice.benchmarks.program.KeyedLoad;
import io.sluice.benchmarks.report.Comparison;
import io.sluice.benchmarks.run.Figure;
import io.sluice.benchmarks.run.Platform;
import io.sluice.benchmarks.run.Program;
import io.sluice.benchmarks.sluice.SluiceKilledExecutor;
import io.sluice.benchmarks.spark.SparkKilledExecutor;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** How long a batch takes in which an executor dies with its state. */
final class ClusterRecovery implements Workload {
    private static final Figure KILLED = Figure.value("batch of the kill, ms", "due.first.ms");
    private static final Figure LONGEST = Figure.value("longest from then on, ms", "due.max.ms");
    private static final double MOST = 2;

    private final KeyedLoad load;

    private ClusterRecovery(KeyedLoad load) {
        this.load = load;
    }

    /** Spark has its state from the checkpoint of six batches before: it makes one every ten. */
    static ClusterRecovery full() {
        return new ClusterRecovery(new KeyedLoad(1_000, 1_000_000, 100_000, 45, 30));
    }

    @Override
    public Workload quick() {
        return new ClusterRecovery(new KeyedLoad(500, 10_000, 1_000, 15, 20));
    }

    @Override
    public String name() {
        return "clusterrecovery";
    }

    @Override
    public String title() {
        return "An executor killed, mapWithState with %,d keys on a Spark cluster".formatted(load.keys());
    }

    @Override
    public String explanation() {
        return ("Counts by key, %,d keys touched a batch, every %,d ms, checkpoint on in both. In batch %d an executor is killed by SIGKILL "
                        + "when it has half of its part of the batch; six batches before, Spark has written the state to its checkpoint, which it does every "
                        + "ten. Times are from when a batch is due until it is done, of that batch and the %d after it; each batch waits for the one before. What "
                        + "all batches read must be the same. A Master and two Workers with a core and 1 GB each, for each program.")
                .formatted(load.touched(), load.intervalMillis(), load.warmUp() + 1, load.measured() - 1);
    }

    @Override
    public List<Program> programs(Path dataFolder) {
        return List.of(
                program("Spark", Platform.SPARK_STREAMING_ON_CLUSTER, SparkKilledExecutor.class),
                program("Sluice", Platform.CLUSTER, SluiceKilledExecutor.class));
    }

    private Program program(String label, Platform platform, Class<?> main) {
        return Program.of(label, platform, OnCluster.class)
                .withServer(Clusters.standalone())
                .withArgs(main.getName())
                .withMoreArgs(load.args());
    }

    @Override
    public List<Figure> figures() {
        return List.of(
                Figure.value("batch before, ms", "due.before.ms"),
                KILLED,
                LONGEST,
                Figure.value("p50 from then on, ms", "due.p50.ms"));
    }

    @Override
    public List<Comparison> comparisons() {
        return List.of(
                Comparison.ratio("Sluice's batch of the kill over Spark's", KILLED, "Sluice", "Spark")
                        .atMost(MOST),
                Comparison.ratio("Sluice's longest from then on over Spark's", LONGEST, "Sluice", "Spark")
                        .atMost(MOST));
    }

    @Override
    public Set<String> mustAgree() {
        return WordCount.COUNTED;
    }

    @Override
    public int runs(int wanted) {
        return Math.min(wanted, 3);
    }
}
