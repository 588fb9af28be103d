package io.sluice.spark;

import io.sluice.SluiceConf;
import io.sluice.engine.Engine;
import io.sluice.engine.EngineProvider;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Serves the master {@code shared-cluster}: one cluster for the contexts of many tests, one after the other, as starting one
 * takes seconds. It is static because a process has one Spark at a time.
 */
public final class SharedCluster implements EngineProvider {
    /** The master. */
    public static final String MASTER = "shared-cluster";

    private static JavaSparkContext spark;

    static synchronized JavaSparkContext get() {
        if (spark == null || spark.sc().isStopped()) {
            spark = Cluster.start(Map.of("spark.task.maxFailures", "4"));
        }
        return spark;
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
        return new SparkEngine(get().sc(), false, 2);
    }
}
