package io.sluice.benchmarks.workload;

import io.sluice.benchmarks.cluster.ClusterServer;
import io.sluice.benchmarks.run.Platform;
import io.sluice.benchmarks.run.Program;

/** The clusters that programs run on. */
final class Clusters {
    private Clusters() {}

    /** A Master and two Workers, each with a core and room for an executor of 1 GB. */
    static Program standalone() {
        return Program.of("cluster", Platform.CLUSTER, ClusterServer.class).withArgs(1024);
    }
}
