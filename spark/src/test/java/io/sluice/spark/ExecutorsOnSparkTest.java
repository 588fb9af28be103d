package io.sluice.spark;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.StorageLevel;
import io.sluice.engine.Executors;
import io.sluice.engine.KeptBytes;
import io.sluice.engine.LongTask;
import io.sluice.engine.LongTasks;
import io.sluice.function.Function3;
import io.sluice.streaming.State;
import io.sluice.streaming.StateSpec;
import io.sluice.testkit.FedPairStream;
import io.sluice.testkit.Output;
import io.sluice.testkit.StreamHarness;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkEnv;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which executor would go; that one goes and comes is in {@link AllocationTest}. */
class ExecutorsOnSparkTest {
    private final SparkEngine engine = new SparkEngine(SharedCluster.get().sc(), false, 2);

    @AfterEach
    void close() {
        engine.close();
    }

    private static Optional<String> candidate(Optional<Executors> executors) {
        return ((ExecutorsOnSpark) executors.orElseThrow()).candidate().map(SparkInternals.Executor::id);
    }

    private Optional<String> candidate() {
        return candidate(engine.executors());
    }

    /** Executors of this cluster have had ids of one digit, and of two after many tests. */
    private static String newest() {
        return SparkInternals.executors(SharedCluster.get().sc()).stream()
                .map(executor -> Integer.valueOf(executor.id()))
                .max(Comparator.naturalOrder())
                .orElseThrow()
                .toString();
    }

    /** A task that stores a block, tells where it is, and waits for its end. */
    private final class Storing implements LongTasks.Driver {
        private final BlockingQueue<Serializable> told = new LinkedBlockingQueue<>();
        private final LongTasks.Running running;

        Storing() {
            LongTask task = site -> {
                site.ask(site.keep(ByteBuffer.wrap(new byte[] {1, 2, 3}), StorageLevel.MEMORY_ONLY_SER));
                site.ask(site.executorId());
                site.nextOrder();
            };
            running = engine.longTasks().orElseThrow().start("storing", task, Optional.empty(), this);
        }

        @Override
        public Serializable answer(Serializable message) {
            told.add(message);
            return "";
        }

        @Override
        public void ended(Optional<Throwable> failure) {
            told.add("over");
        }

        Serializable next() throws InterruptedException {
            Serializable next = told.poll(60, TimeUnit.SECONDS);
            assertThat(next).as("what the task tells").isNotNull();
            return next;
        }

        void end() throws InterruptedException {
            running.order("end");
            while (!next().equals("over")) {
                // what it told before
            }
        }
    }

    @Test
    void ifNothingSpeaksAgainstIt_theNewestGoes() {
        assertThat(engine.executors().orElseThrow().count()).isEqualTo(2);
        assertThat(candidate()).contains(newest());
    }

    @Test
    void theLastOneWithRoomForTasksStays() throws Exception {
        Storing first = new Storing();
        KeptBytes kept = (KeptBytes) first.next();
        first.next();
        drop(kept);

        assertThat(candidate()).isEmpty();

        first.end();
        assertThat(candidate()).contains(newest());
    }

    @Test
    void oneThatAloneHasWhatWasReceivedStays_alsoAfterItsReceiver() throws Exception {
        Storing first = new Storing();
        KeptBytes ofFirst = (KeptBytes) first.next();
        Storing second = new Storing();
        KeptBytes ofSecond = (KeptBytes) second.next();
        first.next();
        assertThat(second.next()).isEqualTo(newest());

        drop(ofFirst);
        first.end();
        second.end();
        assertThat(candidate()).isPresent().isNotEqualTo(Optional.of(newest()));

        drop(ofSecond);
        assertThat(candidate()).contains(newest());
    }

    private static void drop(KeptBytes kept) {
        assertThat(kept.locations()).hasSize(1);
        kept.drop();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!kept.locations().isEmpty()) {
            assertThat(System.nanoTime() - deadline).as("it is not dropped").isNegative();
            Thread.onSpinWait();
        }
    }

    @Test
    void theOneWithTheFewestPartitionsOfStatesGoes(@TempDir Path checkpoint) {
        try (StreamHarness harness =
                StreamHarness.builder().master(SharedCluster.MASTER).build()) {
            harness.streaming().checkpoint(checkpoint.toString());
            FedPairStream<Integer, Integer> input = harness.pairInput();
            Function3<Integer, Optional<Integer>, State<Integer>, String> where = (key, value, state) -> {
                state.update(key);
                return SparkEnv.get().executorId();
            };
            Output<String> places = harness.collect(
                    input.stream().mapWithState(StateSpec.function(where).numPartitions(3)));
            harness.start();
            input.feed(0, 0).feed(1, 0).feed(2, 0); // one in each partition

            harness.runBatch();

            Map<String, Long> partitions = places.last().stream().collect(groupingBy(id -> id, counting()));
            assertThat(candidate(harness.context().engine().executors()))
                    .isEqualTo(SparkInternals.executors(SharedCluster.get().sc()).stream()
                            .map(SparkInternals.Executor::id)
                            .min(Comparator.comparing(id -> partitions.getOrDefault(id, 0L))));
        }
    }
}
