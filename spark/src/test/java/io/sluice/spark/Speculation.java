package io.sluice.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.TaskContext;
import io.sluice.spark.cluster.StandaloneCluster;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.spark.SparkConf;

/** A cluster that runs a task twice at a time when half of its stage is done, and tasks that tests see there. */
final class Speculation {
    private static final SparkConf SPECULATING = new SparkConf(false)
            .set("spark.speculation", "true")
            .set("spark.speculation.interval", "100ms")
            .set("spark.speculation.quantile", "0.5")
            .set("spark.speculation.multiplier", "1.0")
            .set("spark.speculation.minTaskRuntime", "0ms")
            .set("spark.locality.wait", "100ms") // a copy does not wait for the executor that is slow
            .set("spark.cores.max", "2")
            .set("spark.scheduler.minRegisteredResourcesRatio", "1.0");

    private Speculation() {}

    /** Two executors, each on a host of its own, as Spark runs no copy beside the original. */
    static Standalone start(Path directory) {
        return Standalone.start(directory, new StandaloneCluster.Size(2, 1, 512), SPECULATING);
    }

    /** For tasks: waits at the gate; the test sees which attempt it is, of which partition. */
    static void pass(int port) throws IOException {
        TaskContext task = TaskContext.get();
        Gate.pass(port, "%d/%d".formatted(task.partitionId(), task.attemptNumber()));
    }

    /** The copy of a task that waits, when it waits as well. */
    static Gate.Waiting copyOf(Gate.Waiting slow, Gate gate) {
        Gate.Waiting copy = gate.next();
        assertThat(copy.who()).isEqualTo(slow.who().replace("/0", "/1"));
        assertThat(copy.pid()).isNotEqualTo(slow.pid());
        return copy;
    }
}
