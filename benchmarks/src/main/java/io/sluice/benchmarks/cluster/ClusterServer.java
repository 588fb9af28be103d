package io.sluice.benchmarks.cluster;

import io.sluice.benchmarks.program.Figures;
import io.sluice.spark.cluster.SparkHome;
import io.sluice.spark.cluster.StandaloneCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A Master and two Workers with a core each, until it is ended; argument: the memory of each Worker in MB. */
public final class ClusterServer {
    private ClusterServer() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("cluster");
        StandaloneCluster cluster = StandaloneCluster.start(
                SparkHome.create(directory.resolve("spark")),
                directory,
                new StandaloneCluster.Size(2, 1, Integer.parseInt(args[0])));
        Figures.print("port", cluster.url().substring(cluster.url().lastIndexOf(':') + 1));
        new CountDownLatch(1).await();
    }
}
