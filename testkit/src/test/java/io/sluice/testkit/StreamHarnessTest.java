package io.sluice.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.Tuple2;
import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;
import io.sluice.streaming.StreamingContextState;
import io.sluice.streaming.Time;
import io.sluice.streaming.event.StreamingListenerBatchCompleted;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@SluiceTest
class StreamHarnessTest {
    @Nested
    class GivenAProgramOverAFedStream {
        @Test
        void whenABatchRuns_thenItHasTheRecordsFedBeforeAndNoOthers(StreamHarness harness) {
            FedStream<String> words = harness.input();
            Output<String> upper = harness.collect(words.stream().map(String::toUpperCase));
            harness.start();

            words.feed("a", "b");
            harness.runBatch();
            words.feed("c");
            harness.runBatch();
            harness.runBatch();

            assertThat(upper.batches()).containsExactly(List.of("A", "B"), List.of("C"), List.of());
            assertThat(upper.last()).isEmpty();
            assertThat(upper.all()).containsExactly("A", "B", "C");
        }

        @Test
        void whenRecordsAreFedBeforeTheStart_thenTheFirstBatchHasThem(StreamHarness harness) {
            FedStream<Integer> numbers = harness.input();
            Output<Integer> seen = harness.collect(numbers.stream());
            numbers.feed(1, 2);

            harness.start();
            harness.runBatch();

            assertThat(seen.last()).containsExactly(1, 2);
        }

        @Test
        void whenRecordsAreFedInSeveralCalls_thenEachIsAPartition(StreamHarness harness) {
            FedStream<Integer> numbers = harness.input();
            Output<List<Integer>> partitions = harness.collect(numbers.stream().glom());
            harness.start();

            numbers.feed(1, 2).feed(3).feedAll(List.of(4, 5));
            harness.runBatch();

            assertThat(partitions.last()).containsExactly(List.of(1, 2), List.of(3), List.of(4, 5));
        }

        @Test
        void whenPairsAreFed_thenTheOutputReadsAsAMap(StreamHarness harness) {
            FedPairStream<String, Integer> sales = harness.pairInput();
            PairOutput<String, Integer> sums = harness.collect(sales.stream().reduceByKey(Integer::sum));
            harness.start();

            sales.feed("tea", 2).feedAll(List.of(new Tuple2<>("milk", 1), new Tuple2<>("tea", 3)));
            Time first = harness.runBatch();
            harness.runBatch();

            assertThat(sums.mapAt(first)).isEqualTo(Map.of("tea", 5, "milk", 1));
            assertThat(sums.lastAsMap()).isEmpty();
        }

        @Test
        void whenTheHarnessRunsUntilIdle_thenAsManyBatchesRunAsThereAreRecordsFor(StreamHarness harness) {
            FedStream<Integer> numbers = harness.input();
            Output<Integer> seen = harness.collect(numbers.stream());
            harness.start();
            harness.runUntilIdle();
            assertThat(seen.times()).isEmpty();

            numbers.feed(1);
            harness.runUntilIdle();

            assertThat(seen.batches()).containsExactly(List.of(1));
        }

        @Test
        void whenItIsStoppedGracefully_thenOneMoreBatchTakesWhatWasFed(StreamHarness harness) {
            FedStream<Integer> numbers = harness.input();
            Output<Integer> seen = harness.collect(numbers.stream());
            harness.start();
            harness.runBatch();

            numbers.feed(1, 2);
            harness.stopGracefully();

            assertThat(seen.batches()).containsExactly(List.of(), List.of(1, 2));
            assertThat(harness.streaming().getState()).isEqualTo(StreamingContextState.STOPPED);
            assertThatThrownBy(harness::runBatch)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("stopped");
        }
    }

    @Nested
    class GivenAClockThatStandsStill {
        @Test
        void whenBatchesRun_thenTheClockMovesFromOneIntervalToTheNext() {
            try (StreamHarness harness = StreamHarness.builder()
                    .batchInterval(Duration.ofSeconds(5))
                    .startAt(Instant.ofEpochSecond(1002))
                    .build()) {
                Output<Object> seen = harness.collect(harness.input().stream());
                harness.start();

                Time first = harness.runBatch();
                Time fourth = harness.runBatches(3);

                assertThat(first).isEqualTo(new Time(1_005_000));
                assertThat(fourth).isEqualTo(new Time(1_020_000));
                assertThat(harness.now()).isEqualTo(fourth);
                assertThat(seen.times()).hasSize(4).startsWith(first).endsWith(fourth);
            }
        }

        @Test
        void whenNoBatchRuns_thenThereIsNoOutput(StreamHarness harness) {
            Output<Object> seen = harness.collect(harness.input().stream());
            harness.start();

            assertThat(seen.batches()).isEmpty();
            assertThatThrownBy(seen::last).isInstanceOf(AssertionError.class).hasMessageContaining("no batch ran");
            assertThatThrownBy(() -> seen.at(new Time(1000)))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("1000 ms");
        }
    }

    @Nested
    class GivenAProgramThatFails {
        @Test
        void whenABatchFails_thenRunningItThrowsAndSoDoesTheNext(StreamHarness harness) {
            FedStream<Integer> numbers = harness.input();
            harness.collect(numbers.stream().map(number -> 10 / number));
            harness.start();
            harness.runBatch();

            numbers.feed(0);

            assertThatThrownBy(harness::runBatch)
                    .isInstanceOfSatisfying(
                            StreamException.class,
                            failure -> assertThat(failure.code()).isEqualTo(ErrorCode.BATCH_FAILED))
                    .hasMessageContaining("2000 ms")
                    .hasRootCauseInstanceOf(ArithmeticException.class);
            assertThatThrownBy(harness::runBatch).hasMessageContaining("2000 ms");
        }

        @Test
        void whenItIsNotStarted_thenNoBatchCanRun(StreamHarness harness) {
            harness.collect(harness.input().stream());

            assertThatThrownBy(harness::runBatch)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("call start");
        }

        @Test
        void whenATaskChangesWhatItCaptured_thenTheTestSeesNothingAsOnACluster(StreamHarness harness) {
            List<Integer> captured = new ArrayList<>();
            FedStream<Integer> numbers = harness.input();
            numbers.stream().foreachRDD(rdd -> rdd.foreach(captured::add));
            harness.start();

            numbers.feed(1);
            harness.runBatch();

            assertThat(captured).isEmpty();
        }

        @Test
        void whenATaskCapturesWhatCannotTravel_thenTheBatchFails(StreamHarness harness) {
            Object notSerializable = new Object();
            FedStream<Integer> numbers = harness.input();
            harness.collect(numbers.stream().map(number -> number + "" + notSerializable));
            harness.start();
            numbers.feed(1);

            assertThatThrownBy(harness::runBatch)
                    .isInstanceOf(StreamException.class)
                    .cause()
                    .isInstanceOfSatisfying(
                            StreamException.class,
                            failure -> assertThat(failure.code()).isEqualTo(ErrorCode.CLOSURE_NOT_SERIALIZABLE));
        }

        @Test
        @SluiceTest(conf = "sluice.task.serialize=false")
        void whenSerializationIsSwitchedOff_thenTasksShareObjectsWithTheTest(StreamHarness harness) {
            List<Integer> captured = new ArrayList<>();
            FedStream<Integer> numbers = harness.input();
            numbers.stream().foreachRDD(rdd -> rdd.foreach(captured::add));
            harness.start();

            numbers.feed(1);
            harness.runBatch();

            assertThat(captured).containsExactly(1);
        }
    }

    @Nested
    class GivenAListener {
        @Test
        void whenABatchHasRun_thenAllOfItHasBeenHeard(StreamHarness harness) throws InterruptedException {
            ListenerRecorder heard = harness.listen();
            FedStream<Integer> numbers = harness.input("numbers");
            harness.collect(numbers.stream());
            harness.start();

            numbers.feed(1, 2, 3);
            Time time = harness.runBatch();

            StreamingListenerBatchCompleted completed = heard.await(StreamingListenerBatchCompleted.class, 1);
            assertThat(heard.events()).endsWith(completed);
            assertThat(completed.batchInfo().batchTime()).isEqualTo(time);
            assertThat(completed.batchInfo().numRecords()).isEqualTo(3);
        }
    }

    @Nested
    class GivenSeveralHarnessesAtATime {
        @Test
        void whenTheyCloseOneAfterTheOther_thenThreadsOfTheOthersAreNoLeak() {
            StreamHarness first = StreamHarness.create();
            StreamHarness second = StreamHarness.create();
            first.collect(first.input().stream());
            first.start();
            first.runBatch();

            second.close();
            first.runBatch();
            first.close();
            first.close();
        }
    }

    @Nested
    class GivenAThreadThatDoesNotEnd {
        @Test
        void whenTheThreadsAreChecked_thenItsNameIsTold() throws InterruptedException {
            LiveThreads before = LiveThreads.now(Duration.ofMillis(1));
            CountDownLatch end = new CountDownLatch(1);
            Thread left = new Thread(
                    () -> {
                        try {
                            end.await();
                        } catch (InterruptedException interrupted) {
                            Thread.currentThread().interrupt();
                        }
                    },
                    "sluice-left");
            left.start();

            assertThatThrownBy(before::requireNoNewOnes)
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("sluice-left");

            end.countDown();
            left.join();
        }
    }
}
