package io.sluice.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.FutureAction;
import io.sluice.LongAccumulator;
import io.sluice.PairRdd;
import io.sluice.Rdd;
import io.sluice.SluiceContext;
import io.sluice.StorageLevel;
import io.sluice.TaskContext;
import io.sluice.Tuple2;
import io.sluice.spark.cluster.SparkProcess;
import io.sluice.streaming.Durations;
import io.sluice.streaming.StreamingContext;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of jobs when parts of a real cluster are killed. */
@Tag("cluster")
class FaultsTest {
    @TempDir
    static Path directory;

    private static Standalone standalone;
    private static SluiceContext context;

    @BeforeAll
    static void start() {
        standalone = Standalone.start(directory);
        context = OnSpark.context(standalone.spark());
    }

    @AfterAll
    static void stop() {
        context.close();
        standalone.close();
    }

    private static Rdd<Integer> numbers(int count, int partitions) {
        return context.parallelize(IntStream.range(0, count).boxed().toList(), partitions);
    }

    /** Of each partition, the first record waits at the gate. */
    private static Rdd<Integer> waiting(Rdd<Integer> numbers, int port) {
        return numbers.mapPartitions(records -> {
            TaskContext task = TaskContext.get();
            Gate.pass(port, "%d of attempt %d".formatted(task.partitionId(), task.attemptNumber()));
            return records;
        });
    }

    @Test
    void whenAnExecutorIsKilledInTheMiddleOfAJob_thenItsTasksRunElsewhere_andNothingCountsTwice() throws Exception {
        LongAccumulator counted = context.longAccumulator();
        try (Gate gate = Gate.open()) {
            int port = gate.port();
            FutureAction<List<Integer>> job = waiting(
                            numbers(40, 2).map(n -> {
                                counted.add(1);
                                return n;
                            }),
                            port)
                    .collectAsync();
            Gate.Waiting first = gate.next();
            Gate.Waiting second = gate.next();

            first.executor().destroyForcibly();
            second.pass();
            Gate.Waiting again = gate.next();
            again.pass();

            assertThat(job.get()).isEqualTo(IntStream.range(0, 40).boxed().toList());
            assertThat(again.pid()).isNotEqualTo(first.pid());
            assertThat(counted.value()).isEqualTo(40);
        }
    }

    @Test
    void whenAnExecutorIsKilledBetweenJobs_thenWhatItHadIsComputedAgain() throws Exception {
        PairRdd<Integer, Integer> sums = numbers(100, 4)
                .mapToPair(n -> new Tuple2<>(n % 5, n))
                .reduceByKey(Integer::sum)
                .persist(StorageLevel.MEMORY_ONLY);
        Map<Integer, Integer> before = Map.copyOf(sums.collectAsMap());

        ProcessHandle killed = standalone.cluster().executors().get(0);
        killed.destroyForcibly();
        killed.onExit().join();

        assertThat(sums.collectAsMap()).isEqualTo(before);
        assertThat(sums.mapValues(n -> -n).collectAsMap()).hasSameSizeAs(before);
        sums.unpersist();
    }

    @Test
    void whenAWorkerIsLost_thenTheOtherDoesItsWork() throws Exception {
        try (Gate gate = Gate.open()) {
            int port = gate.port();
            FutureAction<List<Integer>> job =
                    waiting(numbers(40, 2), port).map(n -> n + 1).collectAsync();
            Gate.Waiting first = gate.next();
            SparkProcess lost = standalone.cluster().workerOf(first.executor());

            standalone.cluster().loseWorker(lost);
            List<Long> others = new ArrayList<>();
            while (!job.isDone() && others.size() < 2) {
                Gate.Waiting next = gate.next();
                others.add(next.pid());
                next.pass();
            }

            assertThat(job.get()).isEqualTo(IntStream.rangeClosed(1, 40).boxed().toList());
            assertThat(others).doesNotContain(first.pid());
        } finally {
            standalone.cluster().startWorker();
        }
    }

    @Test
    void whenAnExecutorIsKilledInTheMiddleOfABatch_thenEachBatchGivesWhatItShould_once() throws Exception {
        Queue<Rdd<Integer>> input = new ArrayDeque<>();
        for (int batch = 0; batch < 3; batch++) {
            input.add(context.parallelize(List.of(10 * batch, 10 * batch + 1, 10 * batch + 2), 2));
        }
        List<List<Integer>> results = new CopyOnWriteArrayList<>();
        CountDownLatch done = new CountDownLatch(3);
        StreamingContext streaming = new StreamingContext(context, Durations.milliseconds(300));
        try (Gate gate = Gate.open()) {
            int port = gate.port();
            streaming.queueStream(input).transform(rdd -> waiting(rdd, port)).foreachRDD(rdd -> {
                List<Integer> result = rdd.collect();
                if (!result.isEmpty()) {
                    results.add(result);
                    done.countDown();
                }
            });
            streaming.start();

            gate.next().pass();
            gate.next().pass();
            gate.next().executor().destroyForcibly();
            for (int task = 0;
                    task < 4;
                    task++) { // the other one of that batch, the one that was killed, and the last batch
                gate.next().pass();
            }

            assertThat(done.await(120, TimeUnit.SECONDS)).isTrue();
            assertThat(results).containsExactly(List.of(0, 1, 2), List.of(10, 11, 12), List.of(20, 21, 22));
        } finally {
            streaming.stop(false, false);
        }
    }
}
