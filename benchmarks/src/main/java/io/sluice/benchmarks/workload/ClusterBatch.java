package io.sluice.benchmarks.workload;

import io.sluice.benchmarks.cluster.ClusterBatches;
import io.sluice.benchmarks.report.Comparison;
import io.sluice.benchmarks.run.Figure;
import io.sluice.benchmarks.run.Platform;
import io.sluice.benchmarks.run.Program;
import java.nio.file.Path;
import java.util.List;

/** What a small batch costs over a job of Spark's that does the same, on a cluster. */
final class ClusterBatch implements Workload {
    private static final Figure OVERHEAD = Figure.value("overhead p50, ms", "overhead.p50.ms");

    @Override
    public String name() {
        return "clusterbatch";
    }

    @Override
    public String title() {
        return "Batches of 100 records on a Spark cluster";
    }

    @Override
    public String explanation() {
        return "A queue stream of 100 records a batch, map, reduceByKey, collect, in two partitions, on a standalone cluster of Spark 4.1.3 with two "
                + "executors; after each batch the same is done by a bare job of Spark's, which nothing of Sluice is part of. 400 batches 200 ms apart after 200 to "
                + "warm up. Overhead is the median of the batches less that of the bare jobs.";
    }

    @Override
    public List<Program> programs(Path dataFolder) {
        return List.of(Program.of("Sluice", Platform.CLUSTER, ClusterBatches.class)
                .withArgs(200, 200, 400)
                .withServer(Clusters.standalone()));
    }

    @Override
    public List<Figure> figures() {
        return List.of(
                Figure.value("batch p50, ms", "batch.p50.ms"),
                Figure.value("batch p99, ms", "batch.p99.ms"),
                Figure.value("bare job p50, ms", "bare.p50.ms"),
                Figure.value("bare job p99, ms", "bare.p99.ms"),
                OVERHEAD);
    }

    @Override
    public List<Comparison> comparisons() {
        return List.of(Comparison.median("A batch over a bare job, p50", "ms", OVERHEAD, "Sluice")
                .atMost(5));
    }
}
