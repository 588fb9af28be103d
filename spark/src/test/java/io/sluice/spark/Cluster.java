package io.sluice.spark;

import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/** A small cluster of real executor processes, shared by the tests of a class. */
final class Cluster {
    private Cluster() {}

    static JavaSparkContext start() {
        return start(Map.of());
    }

    /** With settings of Spark's besides. */
    static JavaSparkContext start(Map<String, String> settings) {
        SharedCluster.stop();
        SparkConf conf = new SparkConf()
                .setMaster(TestMaster.url())
                .setAppName("tests")
                .set("spark.executor.memory", "512m")
                .set("spark.task.maxFailures", "1")
                .set("spark.ui.enabled", "false")
                .set("spark.executor.extraClassPath", System.getProperty("java.class.path"));
        settings.forEach(conf::set);
        return new JavaSparkContext(conf);
    }
}
