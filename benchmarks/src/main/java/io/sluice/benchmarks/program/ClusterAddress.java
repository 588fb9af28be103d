package io.sluice.benchmarks.program;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Where the cluster of a program is, for programs that run on one or in their own JVM, as they are started. */
public final class ClusterAddress {
    private static final String PORT = "benchmarks.cluster.port";

    private ClusterAddress() {}

    /** Has this program run on a cluster of this machine. */
    public static void set(String port) {
        System.setProperty(PORT, port);
    }

    /** The master of the cluster, if there is one. */
    public static Optional<String> master() {
        return Optional.ofNullable(System.getProperty(PORT)).map(port -> "spark://127.0.0.1:" + port);
    }

    /** Spark's settings, on the cluster: the same class path on the executors as at the driver, and no web page. */
    public static Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("spark.ui.enabled", "false");
        settings.put("spark.driver.host", "127.0.0.1");
        settings.put("spark.driver.bindAddress", "127.0.0.1");
        settings.put("spark.executor.memory", "1g");
        settings.put("spark.scheduler.minRegisteredResourcesRatio", "1.0");
        settings.put("spark.executor.extraClassPath", System.getProperty("java.class.path"));
        return settings;
    }
}
