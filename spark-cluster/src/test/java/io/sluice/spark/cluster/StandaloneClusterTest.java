package io.sluice.spark.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("cluster")
class StandaloneClusterTest {
    @TempDir
    Path directory;

    @Test
    void jobsRunOnItsExecutors_untilItIsClosed() {
        List<ProcessHandle> executors;
        List<SparkProcess> workers;
        try (StandaloneCluster cluster = start()) {
            workers = cluster.workers();
            try (JavaSparkContext spark = new JavaSparkContext(conf(cluster))) {
                assertThat(spark.parallelize(List.of(1, 2, 3), 2).count()).isEqualTo(3);

                executors = cluster.executors();
                assertThat(executors).isNotEmpty();
                assertThat(cluster.drivers()).isEmpty();
                assertThat(workers).contains(cluster.workerOf(executors.get(0)));
            }
        }
        assertThat(workers).hasSize(2).noneMatch(SparkProcess::isAlive);
        executors.forEach(executor -> executor.onExit().join());
    }

    @Test
    void whenTheProcessThatStartedItIsKilled_thenItEnds() {
        try (SparkProcess owner = SparkProcess.start(
                "owner",
                directory.resolve("owner.log"),
                Map.of(),
                System.getProperty("java.class.path"),
                List.of("-Xmx64m"),
                List.of(Owner.class.getName(), SparkHome.ofBuild().directory().toString(), directory.toString()))) {
            String ready = owner.awaitLine("master has process ", Duration.ofSeconds(60));
            ProcessHandle master = ProcessHandle.of(Long.parseLong(ready.substring(ready.lastIndexOf(' ') + 1)))
                    .orElseThrow();

            owner.kill();

            assertThat(master.onExit()).succeedsWithin(Duration.ofSeconds(30));
        }
    }

    /** Starts a cluster, and stays. */
    static final class Owner {
        public static void main(String[] args) throws InterruptedException {
            StandaloneCluster cluster = StandaloneCluster.start(
                    SparkHome.in(Path.of(args[0])), Path.of(args[1]), new StandaloneCluster.Size(0, 1, 512));
            System.out.println("master has process " + cluster.master().pid());
            Thread.currentThread().join();
        }
    }

    private StandaloneCluster start() {
        return StandaloneCluster.start(SparkHome.ofBuild(), directory, new StandaloneCluster.Size(2, 1, 512));
    }

    private static SparkConf conf(StandaloneCluster cluster) {
        return new SparkConf()
                .setMaster(cluster.url())
                .setAppName("test")
                .set("spark.executor.memory", "512m")
                .set("spark.ui.enabled", "false");
    }
}
