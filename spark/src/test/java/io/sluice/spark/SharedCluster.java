package io.sluice.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.SluiceConf;
import io.sluice.engine.Engine;
import io.sluice.engine.EngineProvider;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Serves the master {@code shared-cluster}: one cluster of two executors, processes of their own with a core each, for all
 * tests, one after the other, as starting one takes seconds. It is static because a process has one Spark at a time.
 */
public final class SharedCluster implements EngineProvider {
    /** The master. */
    public static final String MASTER = "shared-cluster";

    private static final int EXECUTORS = 2;

    private static JavaSparkContext spark;

    /** With all its executors, also if a test has just killed one. */
    static synchronized JavaSparkContext get() {
        if (spark == null || spark.sc().isStopped()) {
            spark = start();
        }
        awaitExecutors();
        return spark;
    }

    private static JavaSparkContext start() {
        return new JavaSparkContext(conf());
    }

    /** The settings of the cluster, for tests that want one that is like it but for some. */
    static SparkConf conf() {
        return new SparkConf()
                .setMaster(TestMaster.url())
                .setAppName("tests")
                .set("spark.cores.max", Integer.toString(EXECUTORS))
                .set("spark.executor.memory", "512m")
                .set("spark.ui.enabled", "false")
                .set(
                        "spark.storage.cachedPeersTtl",
                        "0") // or copies are not made for a minute after an executor was missing
                .set("spark.executor.extraClassPath", System.getProperty("java.class.path"));
    }

    private static void awaitExecutors() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
        int withDriver = EXECUTORS + 1;
        while (spark.sc().statusTracker().getExecutorInfos().length < withDriver) {
            assertThat(System.nanoTime() - deadline).as("executors do not come").isNegative();
            Thread.onSpinWait();
        }
    }

    /** The datasets that are persisted now, but for some. */
    static Set<Integer> persistedBeside(Set<Integer> others) {
        Set<Integer> persisted = new HashSet<>(get().getPersistentRDDs().keySet());
        persisted.removeAll(others);
        return persisted;
    }

    /** For tests that have a cluster of their own: theirs is used until it is stopped. */
    static synchronized void lend(JavaSparkContext own) {
        if (spark != own) {
            stop();
            spark = own;
        }
    }

    /** For tests that start clusters of their own. */
    static synchronized void stop() {
        if (spark != null) {
            spark.stop();
            spark = null;
        }
    }

    @Override
    public boolean serves(String master) {
        return master.equals(MASTER);
    }

    @Override
    public Engine create(SluiceConf conf) {
        return new SparkEngine(get().sc(), false, EXECUTORS);
    }
}
