package io.sluice.conformance.streaming;

import static io.sluice.streaming.StreamingContextState.ACTIVE;
import static io.sluice.streaming.StreamingContextState.INITIALIZED;
import static io.sluice.streaming.StreamingContextState.STOPPED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.Rdd;
import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;
import io.sluice.streaming.DStream;
import io.sluice.streaming.StreamingContext;
import io.sluice.streaming.Time;
import io.sluice.streaming.event.StreamingListener;
import io.sluice.streaming.event.StreamingListenerBatchCompleted;
import io.sluice.testkit.FedStream;
import io.sluice.testkit.Output;
import io.sluice.testkit.SluiceTest;
import io.sluice.testkit.StreamHarness;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/** What may be called when, and what it leads to. */
@SluiceTest
class LifeCycleTest {
    @Nested
    class GivenAContextThatIsNotStarted {
        @Test
        void whenItHasNoOutput_thenStartSaysWhatIsMissingAndTheContextIsStopped(StreamHarness harness) {
            harness.<Integer>input().stream().map(n -> n + 1);

            assertThatThrownBy(harness::start)
                    .isInstanceOfSatisfying(
                            StreamException.class,
                            failure -> assertThat(failure.code()).isEqualTo(ErrorCode.GRAPH_INVALID))
                    .hasMessageContaining("nothing to execute")
                    .hasMessageContaining("foreachRDD");
            assertThat(harness.streaming().getState()).isEqualTo(STOPPED);
            assertThatThrownBy(() -> harness.streaming().awaitTermination()).hasMessageContaining("nothing to execute");
        }

        @Test
        void whenItsEndIsAwaited_thenThatIsRefused(StreamHarness harness) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> harness.streaming().awaitTermination())
                    .withMessageContaining("not started");
        }

        @Test
        void whenItIsStopped_thenItCannotBeStarted(StreamHarness harness) {
            harness.collect(harness.input().stream());
            assertThat(harness.streaming().getState()).isEqualTo(INITIALIZED);

            harness.streaming().stop();

            assertThat(harness.streaming().getState()).isEqualTo(STOPPED);
            assertThatIllegalStateException()
                    .isThrownBy(harness::start)
                    .withMessageContaining("cannot be started again");
        }

        @Test
        void whenAnInputIsMadeAndNotUsed_thenTheProgramRunsAllTheSame(StreamHarness harness) {
            harness.input("unused");
            Output<Object> used = harness.collect(harness.input().stream());
            harness.start();

            harness.runBatch();

            assertThat(used.batches()).hasSize(1);
        }

        @Test
        void whenTheBatchIntervalIsNoWholeMillisecond_thenThatIsRefused(StreamHarness harness) {
            for (Duration wrong :
                    List.of(Duration.ZERO, Duration.ofNanos(1), Duration.ofSeconds(-1), Duration.ofNanos(1_500_000))) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> new StreamingContext(harness.context(), wrong, harness.clock()))
                        .withMessageContaining(wrong.toString());
            }
        }

        @Test
        void whenRememberIsCalledTwice_thenTheSecondIsRefused(StreamHarness harness) {
            harness.streaming().remember(Duration.ofSeconds(5));

            assertThatIllegalStateException()
                    .isThrownBy(() -> harness.streaming().remember(Duration.ofSeconds(6)));
        }
    }

    @Nested
    class GivenARunningContext {
        @Test
        void whenItIsStartedAgain_thenNothingHappens(StreamHarness harness) {
            Output<Object> seen = harness.collect(harness.input().stream());
            harness.start();

            harness.start();
            harness.runBatch();

            assertThat(harness.streaming().getState()).isEqualTo(ACTIVE);
            assertThat(seen.batches()).hasSize(1);
        }

        @Test
        void whenAnythingIsAdded_thenThatIsRefused(StreamHarness harness) {
            DStream<Object> stream = harness.input().stream();
            harness.collect(stream);
            harness.start();

            assertRefused(() -> stream.map(record -> record));
            assertRefused(() -> stream.window(Duration.ofSeconds(2)));
            assertRefused(() -> stream.foreachRDD(rdd -> {}));
            assertRefused(stream::print);
            assertRefused(harness::input);
            assertRefused(stream::cache);
            assertRefused(() -> stream.checkpoint(Duration.ofSeconds(10)));
            assertRefused(() -> harness.streaming().remember(Duration.ofSeconds(10)));
            assertRefused(() -> harness.streaming().queueStream(new ArrayDeque<>()));
        }

        private void assertRefused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
            assertThatIllegalStateException()
                    .isThrownBy(call)
                    .withMessageContaining("before the streaming context is started");
        }

        @Test
        void whenItIsStopped_thenTheContextBelowIsStoppedTooAndNothingCanBeAdded(StreamHarness harness)
                throws Exception {
            DStream<Object> stream = harness.input().stream();
            harness.collect(stream);
            harness.start();
            harness.runBatch();

            harness.streaming().stop();
            harness.streaming().stop();

            assertThat(harness.streaming().getState()).isEqualTo(STOPPED);
            assertThat(harness.context().isStopped()).isTrue();
            harness.streaming().awaitTermination();
            assertThat(harness.streaming().awaitTerminationOrTimeout(1)).isTrue();
            assertRefused(() -> stream.map(record -> record));
            assertThatIllegalStateException().isThrownBy(harness::start).withMessageContaining("stopped");
        }

        @Test
        void whenNothingEndsIt_thenWaitingForItsEndTimesOut(StreamHarness harness) throws Exception {
            harness.collect(harness.input().stream());
            harness.start();

            assertThat(harness.streaming().awaitTerminationOrTimeout(1)).isFalse();
        }

        @Test
        @DisabledIfSystemProperty(
                named = "testkit.master",
                matches = "shared-cluster",
                disabledReason = "test and task share a latch")
        void whenItIsStoppedWhileABatchRuns_thenTheBatchIsCancelledAndStopReturns() throws Exception {
            CountDownLatch running = new CountDownLatch(1);
            try (StreamHarness harness = StreamHarness.builder()
                    .set("sluice.task.serialize", "false")
                    .build()) {
                FedStream<Integer> numbers = harness.input();
                numbers.stream()
                        .foreachRDD(rdd -> rdd.foreach(n -> {
                            running.countDown();
                            new CountDownLatch(1).await();
                        }));
                harness.start();
                numbers.feed(1);
                harness.clock().advance(harness.batchInterval());
                running.await();

                harness.streaming().stop();

                assertThat(harness.streaming().getState()).isEqualTo(STOPPED);
            }
        }

        @Test
        void whenAListenerStopsIt_thenThatIsRefused(StreamHarness harness) {
            AtomicReference<Throwable> refused = new AtomicReference<>();
            harness.streaming().addStreamingListener(new StreamingListener() {
                @Override
                public void onBatchCompleted(StreamingListenerBatchCompleted completed) {
                    try {
                        harness.streaming().stop();
                    } catch (IllegalStateException expected) {
                        refused.set(expected);
                    }
                }
            });
            harness.collect(harness.input().stream());
            harness.start();

            harness.runBatch();

            assertThat(refused.get()).hasMessageContaining("listener");
            assertThat(harness.streaming().getState()).isEqualTo(ACTIVE);
        }
    }

    @Nested
    class GivenAContextThatOutlivesItsStream {
        @Test
        void whenTheStreamIsStoppedAlone_thenAnotherCanBeMadeOnTheSameContext(StreamHarness harness) {
            Output<Object> first = harness.collect(harness.input().stream());
            harness.start();
            harness.runBatch();
            harness.streaming().stop(false);
            assertThat(harness.context().parallelize(List.of(1, 2)).count()).isEqualTo(2);

            StreamingContext second = new StreamingContext(harness.context(), harness.batchInterval(), harness.clock());
            second.queueStream(new ArrayDeque<Rdd<Integer>>()).foreachRDD(rdd -> {});
            second.start();

            assertThat(second.getState()).isEqualTo(ACTIVE);
            assertThat(first.batches()).hasSize(1);
            second.stop(false);
        }

        @Test
        void whenTheStreamIsStoppedAloneAndThenWhole_thenTheContextBelowIsStopped(StreamHarness harness) {
            harness.collect(harness.input().stream());
            harness.start();

            harness.streaming().stop(false);
            assertThat(harness.context().isStopped()).isFalse();
            harness.streaming().stop(true);

            assertThat(harness.context().isStopped()).isTrue();
        }

        @Test
        @SluiceTest(conf = "sluice.streaming.stopSparkContextByDefault=false")
        void whenTheSettingSaysSo_thenStopKeepsTheContextBelow(StreamHarness harness) {
            harness.collect(harness.input().stream());
            harness.start();

            harness.streaming().stop();

            assertThat(harness.context().isStopped()).isFalse();
        }
    }

    @Nested
    class GivenSeveralContextsInOneJvm {
        @Test
        void whenTheyRunAtOnce_thenEachSeesItsOwnRecordsAndTime() {
            try (StreamHarness first = StreamHarness.create();
                    StreamHarness second = StreamHarness.create(Duration.ofSeconds(5))) {
                FedStream<String> firstInput = first.input();
                FedStream<String> secondInput = second.input();
                Output<String> firstSeen = first.collect(firstInput.stream());
                Output<String> secondSeen = second.collect(secondInput.stream());
                first.start();
                second.start();

                firstInput.feed("first");
                secondInput.feed("second");
                first.runBatches(2);
                second.runBatch();

                assertThat(firstSeen.all()).containsExactly("first");
                assertThat(secondSeen.all()).containsExactly("second");
                assertThat(secondSeen.times()).containsExactly(new Time(5000));
                first.runBatch();
                assertThat(firstSeen.batches()).hasSize(3);
            }
        }
    }

    @Nested
    class GivenLocalProperties {
        @Test
        void whenTheyAreSetBeforeTheStart_thenOutputsAndTransformationsSeeThem(StreamHarness harness) {
            List<String> seen = new ArrayList<>();
            harness.context().setLocalProperty("tenant", "acme");
            harness.input().stream()
                    .transform(rdd -> {
                        seen.add(harness.context().getLocalProperty("tenant"));
                        return rdd;
                    })
                    .foreachRDD(rdd -> seen.add(harness.context().getLocalProperty("tenant")));
            harness.start();
            harness.context().setLocalProperty("tenant", "other");

            harness.runBatch();

            assertThat(seen).containsExactly("acme", "acme");
        }
    }

    @Nested
    class GivenAClockBetweenTwoIntervals {
        @Test
        void whenTheContextStarts_thenTheFirstBatchIsAtTheNextMultipleSince1970() {
            try (StreamHarness harness = StreamHarness.builder()
                    .batchInterval(Duration.ofSeconds(10))
                    .startAt(Instant.ofEpochMilli(1_234_567))
                    .build()) {
                Output<Object> seen = harness.collect(harness.input().stream());
                harness.start();

                harness.runBatches(2);

                assertThat(seen.times()).containsExactly(new Time(1_240_000), new Time(1_250_000));
            }
        }
    }

    @Nested
    class GivenAGracefulStop {
        @Test
        void whenRecordsWait_thenTheLastBatchTakesThem(StreamHarness harness) {
            FedStream<Integer> numbers = harness.input();
            Output<Integer> seen = harness.collect(numbers.stream());
            Output<Integer> sums = harness.collect(
                    numbers.stream().reduceByWindow(Integer::sum, Duration.ofSeconds(2), Duration.ofSeconds(1)));
            harness.start();
            numbers.feed(1);
            harness.runBatch();

            numbers.feed(2).feed(3);
            harness.stopGracefully();

            assertThat(seen.all()).containsExactly(1, 2, 3);
            assertThat(sums.last()).containsExactly(6);
            assertThat(harness.context().isStopped()).isFalse();
        }

        @Test
        void whenTheLastBatchFails_thenStopReturnsAndTheFailureIsTold(StreamHarness harness) {
            FedStream<Integer> numbers = harness.input();
            harness.collect(numbers.stream().map(n -> 1 / n));
            harness.start();

            numbers.feed(0);

            assertThatThrownBy(harness::stopGracefully).hasRootCauseInstanceOf(ArithmeticException.class);
            assertThat(harness.streaming().getState()).isEqualTo(STOPPED);
        }
    }

    @Nested
    class GivenAQueue {
        @Test
        void whenRddsAreAddedLater_thenTheyAreSeenOneABatch(StreamHarness harness) {
            Queue<Rdd<Integer>> queue = new ArrayDeque<>();
            queue.add(harness.context().parallelize(List.of(1)));
            Output<Integer> seen = harness.collect(harness.streaming().queueStream(queue));
            harness.start();

            harness.runBatch();
            synchronized (queue) {
                queue.add(harness.context().parallelize(List.of(2)));
                queue.add(harness.context().parallelize(List.of(3)));
            }
            harness.runBatches(3);

            assertThat(seen.batches()).containsExactly(List.of(1), List.of(2), List.of(3), List.of());
        }

        @Test
        void whenAllAreTakenAtATime_thenABatchIsTheirUnionAndAnEmptyQueueGivesTheDefault(StreamHarness harness) {
            Queue<Rdd<Integer>> queue = new ArrayDeque<>();
            queue.add(harness.context().parallelize(List.of(1)));
            queue.add(harness.context().parallelize(List.of(2)));
            Output<Integer> seen = harness.collect(harness.streaming()
                    .queueStream(queue, false, harness.context().parallelize(List.of(-1))));
            harness.start();

            harness.runBatches(2);

            assertThat(seen.batches()).containsExactly(List.of(1, 2), List.of(-1));
        }
    }
}
