package io.sluice.spark;

import io.sluice.spark.cluster.SparkHome;
import io.sluice.spark.cluster.StandaloneCluster;
import java.nio.file.Path;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/** A standalone cluster of two workers, with a Spark context on it, for the tests of a class. */
final class Standalone implements AutoCloseable {
    private final StandaloneCluster cluster;
    private final JavaSparkContext spark;

    private Standalone(StandaloneCluster cluster, JavaSparkContext spark) {
        this.cluster = cluster;
        this.spark = spark;
    }

    /** Each worker has one core, and so runs one executor, which runs one task at a time. */
    static Standalone start(Path directory) {
        return start(directory, new StandaloneCluster.Size(2, 1, 512), new SparkConf());
    }

    static Standalone start(Path directory, StandaloneCluster.Size size, SparkConf more) {
        SharedCluster.stop(); // a process has one Spark at a time
        StandaloneCluster cluster = StandaloneCluster.start(SparkHome.ofBuild(), directory, size);
        SparkConf conf = new SparkConf()
                .setMaster(cluster.url())
                .setAppName("tests")
                .set("spark.executor.memory", "512m")
                .set("spark.executor.cores", "1")
                .set("spark.ui.enabled", "false")
                .set("spark.executor.extraClassPath", System.getProperty("java.class.path"));
        for (scala.Tuple2<String, String> setting : more.getAll()) {
            conf.set(setting._1(), setting._2());
        }
        try {
            return new Standalone(cluster, new JavaSparkContext(conf));
        } catch (RuntimeException failed) {
            cluster.close();
            throw failed;
        }
    }

    StandaloneCluster cluster() {
        return cluster;
    }

    JavaSparkContext spark() {
        return spark;
    }

    @Override
    public void close() {
        spark.stop();
        cluster.close();
    }
}
