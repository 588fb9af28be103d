package io.sluice.benchmarks.cluster;

import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/** How all programs of this package start Spark: the same class path on the executors as at the driver, and no web page. */
final class OnCluster {
    private OnCluster() {}

    static JavaSparkContext start(String port, String name) {
        return new JavaSparkContext(new SparkConf()
                .setMaster("spark://127.0.0.1:" + port)
                .setAppName(name)
                .set("spark.ui.enabled", "false")
                .set("spark.driver.host", "127.0.0.1")
                .set("spark.driver.bindAddress", "127.0.0.1")
                .set("spark.executor.memory", "1g")
                .set("spark.scheduler.minRegisteredResourcesRatio", "1.0")
                .set("spark.executor.extraClassPath", System.getProperty("java.class.path")));
    }
}
