package io.sluice.benchmarks.spark;

import io.sluice.benchmarks.program.ClusterAddress;
import org.apache.spark.SparkConf;

/** The settings of all Spark programs: two threads of this JVM, nothing on the network, no web page; or a cluster. */
final class SparkSettings {
    private SparkSettings() {}

    static SparkConf named(String name) {
        SparkConf conf = new SparkConf().setAppName(name);
        if (ClusterAddress.master().isPresent()) {
            conf.setMaster(ClusterAddress.master().get());
            ClusterAddress.settings().forEach(conf::set);
            return conf;
        }
        return conf.setMaster("local[2]")
                .set("spark.ui.enabled", "false")
                .set("spark.driver.host", "127.0.0.1")
                .set("spark.driver.bindAddress", "127.0.0.1");
    }
}
