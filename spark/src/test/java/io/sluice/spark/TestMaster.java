package io.sluice.spark;

import io.sluice.spark.cluster.SparkHome;
import io.sluice.spark.cluster.StandaloneCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where the tests run: on the master of the system property {@code test.master}, or, if that says {@code standalone}, on a
 * cluster with a Master and Workers, which is started once and ends with this process.
 */
final class TestMaster {
    private static StandaloneCluster standalone;

    private TestMaster() {}

    static synchronized String url() {
        String master = System.getProperty("test.master", "local-cluster[2,1,512]");
        return master.equals("standalone") ? standalone().url() : master;
    }

    private static StandaloneCluster standalone() {
        if (standalone == null) {
            try {
                Path directory = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "standalone");
                standalone =
                        StandaloneCluster.start(SparkHome.ofBuild(), directory, new StandaloneCluster.Size(2, 1, 512));
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
        return standalone;
    }
}
