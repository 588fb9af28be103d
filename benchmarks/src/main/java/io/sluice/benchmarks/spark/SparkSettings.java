package io.sluice.benchmarks.spark;

import org.apache.spark.SparkConf;

/** The settings of all Spark programs: two threads of this JVM, nothing on the network, no web page. */
final class SparkSettings {
    private SparkSettings() {}

    static SparkConf named(String name) {
        return new SparkConf()
                .setMaster("local[2]")
                .setAppName(name)
                .set("spark.ui.enabled", "false")
                .set("spark.driver.host", "127.0.0.1")
                .set("spark.driver.bindAddress", "127.0.0.1");
    }
}
