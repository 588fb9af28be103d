package io.sluice.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.FutureAction;
import io.sluice.LongAccumulator;
import io.sluice.SluiceContext;
import io.sluice.TaskContext;
import io.sluice.spark.cluster.StandaloneCluster;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of a task that runs twice at the same time, as an executor is slow, one counts. */
@Tag("cluster")
class SpeculationTest {
    @Test
    void whenASlowTaskIsOvertakenByItsCopy_thenNothingCountsTwice(@TempDir Path directory) throws Exception {
        SparkConf speculating = new SparkConf(false)
                .set("spark.speculation", "true")
                .set("spark.speculation.interval", "100ms")
                .set("spark.speculation.quantile", "0.5")
                .set("spark.speculation.multiplier", "1.0")
                .set("spark.speculation.minTaskRuntime", "0ms");
        try (Gate gate = Gate.open();
                Standalone standalone =
                        Standalone.start(directory, new StandaloneCluster.Size(2, 1, 512), speculating);
                SluiceContext context = OnSpark.context(standalone.spark())) {
            LongAccumulator counted = context.longAccumulator();
            int port = gate.port();
            FutureAction<List<Integer>> job = context.parallelize(
                            IntStream.range(0, 40).boxed().toList(), 4)
                    .mapPartitions(records -> {
                        TaskContext task = TaskContext.get();
                        Gate.pass(port, "%d/%d".formatted(task.partitionId(), task.attemptNumber()));
                        return records;
                    })
                    .map(n -> {
                        counted.add(1);
                        return n;
                    })
                    .collectAsync();

            Gate.Waiting slow = gate.next();
            for (int others = 0; others < 3; others++) {
                gate.next().pass();
            }
            Gate.Waiting copy = gate.next();
            assertThat(copy.who()).isEqualTo(slow.who().replace("/0", "/1"));
            copy.pass();
            slow.pass(); // it goes on as well, until it hears that it is not wanted any more

            assertThat(job.get()).isEqualTo(IntStream.range(0, 40).boxed().toList());
            assertThat(counted.value()).isEqualTo(40);
        }
    }
}
