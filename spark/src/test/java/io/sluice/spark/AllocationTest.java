package io.sluice.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.StorageLevel;
import io.sluice.Tuple2;
import io.sluice.function.Function3;
import io.sluice.spark.cluster.StandaloneCluster;
import io.sluice.streaming.State;
import io.sluice.streaming.StateSpec;
import io.sluice.streaming.event.StreamingListener;
import io.sluice.streaming.event.StreamingListenerReceiverStarted;
import io.sluice.testkit.HarnessBuilder;
import io.sluice.testkit.PairOutput;
import io.sluice.testkit.StreamHarness;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs whose executors come and go while they run. */
@Tag("cluster")
class AllocationTest {
    @TempDir
    Path directory;

    private Standalone standalone;

    @AfterEach
    void stop() {
        SharedCluster.stop();
        standalone.close();
    }

    /** Two workers with room for an executor each, which has a core for a receiver and one for tasks. */
    private HarnessBuilder on(SparkConf settings) {
        standalone = Standalone.start(
                directory.resolve("cluster"),
                new StandaloneCluster.Size(2, 2, 512),
                settings.set("spark.executor.cores", "2"));
        SharedCluster.lend(standalone.spark());
        return StreamHarness.builder().master(SharedCluster.MASTER);
    }

    private List<String> executors() {
        return SparkInternals.executors(standalone.spark().sc()).stream()
                .map(SparkInternals.Executor::id)
                .toList();
    }

    /** Sums up words that a receiver is told, in a state of two partitions. */
    private static final class Program implements AutoCloseable {
        private final StreamHarness harness;
        private final ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        private final PairOutput<String, Integer> sums;
        private final List<String> receiverAt = new CopyOnWriteArrayList<>();
        private final Socket line;
        private volatile Duration batchTakes = Duration.ZERO;

        Program(HarnessBuilder builder, Path checkpoint) throws IOException {
            harness = builder.build();
            harness.streaming().checkpoint(checkpoint.toString());
            Function3<String, Optional<Integer>, State<Integer>, Integer> sum = (word, one, state) -> {
                state.update(state.getOption().orElse(0) + one.orElse(0));
                return state.get();
            };
            sums = harness.collect(harness.streaming()
                    .receiverStream(new OrderedReceiver(server.getLocalPort(), StorageLevel.MEMORY_ONLY_SER))
                    .mapToPair(word -> new Tuple2<>(word, 1))
                    .mapWithState(StateSpec.function(sum).numPartitions(2))
                    .stateSnapshots());
            harness.input().stream().foreachRDD(rdd -> harness.clock().advance(batchTakes));
            harness.streaming().addStreamingListener(new StreamingListener() {
                @Override
                public void onReceiverStarted(StreamingListenerReceiverStarted event) {
                    receiverAt.add(event.receiverInfo().executorId());
                }
            });
            harness.start();
            line = server.accept();
        }

        /** A batch of these words; the sums of all words so far. */
        Map<String, Integer> batch(String words) throws IOException {
            PrintWriter orders = new PrintWriter(line.getOutputStream(), true, StandardCharsets.UTF_8);
            BufferedReader answers =
                    new BufferedReader(new InputStreamReader(line.getInputStream(), StandardCharsets.UTF_8));
            orders.println("store " + words);
            assertThat(answers.readLine()).isEqualTo("stored");
            harness.runBatch();
            return sums.lastAsMap();
        }

        @Override
        public void close() throws IOException {
            harness.close();
            line.close();
            server.close();
        }
    }

    private void await(IntPredicate executors, Runnable meanwhile) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
        while (!executors.test(executors().size())) {
            assertThat(System.nanoTime() - deadline)
                    .as("executors are %s", executors())
                    .isNegative();
            meanwhile.run();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whenBatchesTakeLittle_thenAnExecutorWithoutReceiverGoes_andComesBackWhenTheyTakeLong(boolean decommissioned)
            throws Exception {
        HarnessBuilder builder = on(new SparkConf().set("spark.decommission.enabled", Boolean.toString(decommissioned)))
                .set("spark.streaming.dynamicAllocation.enabled", "true")
                .set("spark.streaming.dynamicAllocation.maxExecutors", "2")
                .set("spark.streaming.dynamicAllocation.scalingInterval", "1");
        try (Program program = new Program(builder, directory.resolve("checkpoint"))) {
            program.batchTakes = Duration.ofMillis(500); // neither long nor little
            assertThat(program.batch("a b a")).isEqualTo(Map.of("a", 2, "b", 1));
            assertThat(executors()).hasSize(2);

            program.batchTakes = Duration.ZERO;
            await(count -> count == 1, program.harness::runBatch);
            assertThat(program.batch("a c")).isEqualTo(Map.of("a", 3, "b", 1, "c", 1));
            assertThat(program.batch("c")).isEqualTo(Map.of("a", 3, "b", 1, "c", 2));
            assertThat(executors()).hasSize(1).containsExactlyElementsOf(program.receiverAt);

            program.batchTakes = Duration.ofMillis(950);
            program.harness.runBatch();
            await(count -> count == 2, program.harness::runBatch);
            assertThat(program.batch("a b c")).isEqualTo(Map.of("a", 4, "b", 2, "c", 3));
            assertThat(program.batch("d")).isEqualTo(Map.of("a", 4, "b", 2, "c", 3, "d", 1));
            assertThat(executors()).hasSize(2).containsAll(program.receiverAt);
            assertThat(program.receiverAt).as("the receiver was never moved").hasSize(1);
        }
    }

    @Test
    void whenSparkDecidesHowManyThereAre_thenAnIdleOneGoes_andTheOneOfTheReceiverStays() throws Exception {
        HarnessBuilder builder = on(new SparkConf()
                .set("spark.dynamicAllocation.enabled", "true")
                .set("spark.dynamicAllocation.shuffleTracking.enabled", "true")
                .set("spark.dynamicAllocation.shuffleTracking.timeout", "1s")
                .set("spark.dynamicAllocation.initialExecutors", "2")
                .set("spark.dynamicAllocation.executorIdleTimeout", "5s")
                .set("spark.dynamicAllocation.cachedExecutorIdleTimeout", "5s"));
        try (Program program = new Program(builder, directory.resolve("checkpoint"))) {
            assertThat(program.batch("a b a")).isEqualTo(Map.of("a", 2, "b", 1));

            await(count -> count == 1, Thread::onSpinWait);

            assertThat(executors()).containsExactlyElementsOf(program.receiverAt);
            assertThat(program.batch("a c")).isEqualTo(Map.of("a", 3, "b", 1, "c", 1));
            assertThat(program.batch("c")).isEqualTo(Map.of("a", 3, "b", 1, "c", 2));
            assertThat(program.receiverAt).as("the receiver was never moved").hasSize(1);
        }
    }

    @Test
    void whenBothAreToDecide_thenTheProgramIsRefused() {
        HarnessBuilder builder = on(new SparkConf()
                        .set("spark.dynamicAllocation.enabled", "true")
                        .set("spark.dynamicAllocation.shuffleTracking.enabled", "true")
                        .set("spark.dynamicAllocation.minExecutors", "2"))
                .set("spark.streaming.dynamicAllocation.enabled", "true");
        try (StreamHarness harness = builder.build()) {
            harness.collect(harness.input().stream());

            assertThatThrownBy(harness::start).hasMessageContaining("spark.dynamicAllocation.enabled");
        }
    }
}
