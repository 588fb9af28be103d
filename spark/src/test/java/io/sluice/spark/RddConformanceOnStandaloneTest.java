package io.sluice.spark;

import io.sluice.SluiceContext;
import io.sluice.conformance.RddConformance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.jqwik.api.Tag;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Every RDD operator, on a cluster with a Master and Workers. */
@Tag("cluster")
class RddConformanceOnStandaloneTest extends RddConformance {
    private static Standalone standalone;

    @BeforeContainer
    static void start() throws IOException {
        standalone =
                Standalone.start(Files.createTempDirectory(Path.of("target").toAbsolutePath(), "standalone"));
    }

    @AfterContainer
    static void stop() {
        standalone.close();
    }

    @Override
    protected SluiceContext newContext() {
        return OnSpark.context(standalone.spark());
    }
}
