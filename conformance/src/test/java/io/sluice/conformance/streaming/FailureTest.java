package io.sluice.conformance.streaming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.Rdd;
import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;
import io.sluice.streaming.event.StreamingListenerBatchCompleted;
import io.sluice.testkit.FedStream;
import io.sluice.testkit.ListenerRecorder;
import io.sluice.testkit.Output;
import io.sluice.testkit.SluiceTest;
import io.sluice.testkit.StreamHarness;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What a batch that fails leads to. */
@SluiceTest
class FailureTest {
    @Nested
    class GivenThePolicyStop {
        @Test
        void whenATaskThrows_thenTheErrorNamesBatchOutputAndUserLine(StreamHarness harness) {
            FedStream<Integer> numbers = harness.input();
            harness.collect(numbers.stream().map(n -> 10 / n));
            harness.start();
            numbers.feed(5).feed(1, 0);

            assertThatThrownBy(harness::runBatch)
                    .isInstanceOfSatisfying(StreamException.class, failure -> {
                        assertThat(failure.code()).isEqualTo(ErrorCode.BATCH_FAILED);
                        assertThat(failure.problem())
                                .contains("Batch 1000 ms", "output 0", "collect at FailureTest.java:")
                                .contains("map at FailureTest.java:")
                                .contains("/ by zero");
                        assertThat(failure.remedy()).contains("sluice.streaming.onBatchFailure");
                    })
                    .hasRootCauseInstanceOf(ArithmeticException.class);
        }

        @Test
        void whenAnOutputThrows_thenAwaitTerminationRethrowsIt(StreamHarness harness) {
            harness.input().stream().foreachRDD((rdd, time) -> {
                throw new IOException("no connection");
            });
            harness.start();

            assertThatThrownBy(harness::runBatch).hasMessageContaining("no connection");
            assertThatThrownBy(() -> harness.streaming().awaitTermination())
                    .hasMessageContaining("foreachRDD at FailureTest.java:")
                    .hasMessageContaining("in line FailureTest.java:")
                    .hasRootCauseInstanceOf(IOException.class);
            assertThatThrownBy(() -> harness.streaming().awaitTerminationOrTimeout(1))
                    .hasMessageContaining("no connection");
        }

        @Test
        void whenABatchFails_thenNoLaterOneRuns(StreamHarness harness) {
            FedStream<Integer> numbers = harness.input();
            Output<Integer> seen = harness.collect(numbers.stream().map(n -> 10 / n));
            harness.start();
            numbers.feed(0);
            assertThatThrownBy(harness::runBatch).isInstanceOf(StreamException.class);

            numbers.feed(1);
            harness.clock().advance(harness.batchInterval().multipliedBy(3));
            harness.streaming().stop(false, true);

            assertThat(seen.batches()).isEmpty();
        }

        @Test
        void whenABatchFailsWhileTheNextOneIsPlanned_thenThatOneDoesNotRun(StreamHarness harness) throws Exception {
            CountDownLatch planning = new CountDownLatch(1);
            CountDownLatch failed = new CountDownLatch(1);
            AtomicReference<Thread> planner = new AtomicReference<>();
            List<Long> ran = Collections.synchronizedList(new ArrayList<>());
            harness.input().stream()
                    .transform((rdd, time) -> {
                        planner.set(Thread.currentThread());
                        if (time.milliseconds() == 2_000) {
                            planning.countDown();
                            awaitUninterruptibly(failed);
                        }
                        return rdd;
                    })
                    .foreachRDD((rdd, time) -> {
                        ran.add(time.milliseconds());
                        planning.await();
                        throw new IOException("no connection");
                    });
            harness.start();
            harness.clock().advance(harness.batchInterval().multipliedBy(2));
            assertThatThrownBy(() -> harness.streaming().awaitTermination()).hasMessageContaining("no connection");

            failed.countDown();
            planner.get().join();
            for (int i = 0; i < 200; i++) { // meanwhile a batch that was submitted would begin
                harness.streaming()
                        .sluiceContext()
                        .parallelize(List.of(1, 2), 2)
                        .count();
            }
            harness.streaming().stop(false, true);

            assertThat(ran).containsExactly(1_000L);
        }

        private static void awaitUninterruptibly(CountDownLatch latch) {
            boolean interrupted = false;
            while (latch.getCount() > 0) {
                try {
                    latch.await();
                } catch (InterruptedException toBeKept) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }

        @Test
        void whenAnErrorIsThrown_thenItFailsTheBatchToo(StreamHarness harness) {
            harness.input().stream().foreachRDD(rdd -> {
                throw new LinkageError("a class is missing");
            });
            harness.start();

            assertThatThrownBy(harness::runBatch)
                    .isInstanceOf(StreamException.class)
                    .hasRootCauseInstanceOf(LinkageError.class);
        }
    }

    @Nested
    class GivenThePolicyRetry {
        @Test
        @SluiceTest(conf = "sluice.streaming.onBatchFailure=retry(2)")
        void whenAnAttemptSucceeds_thenTheProgramGoesOn(StreamHarness harness) {
            AtomicInteger attempts = new AtomicInteger();
            List<Integer> done = new ArrayList<>();
            FedStream<Integer> numbers = harness.input();
            numbers.stream().foreachRDD(rdd -> {
                if (attempts.incrementAndGet() < 3) {
                    throw new IOException("not yet");
                }
                done.addAll(rdd.collect());
            });
            harness.start();

            numbers.feed(1);
            harness.runBatch();
            numbers.feed(2);
            harness.runBatch();

            assertThat(attempts).hasValue(4);
            assertThat(done).containsExactly(1, 2);
        }

        @Test
        @SluiceTest(conf = "sluice.streaming.onBatchFailure=retry(2)")
        void whenAllAttemptsFail_thenTheProgramEndsAndTheErrorCountsThem(StreamHarness harness) {
            AtomicInteger attempts = new AtomicInteger();
            harness.input().stream().foreachRDD(rdd -> {
                attempts.incrementAndGet();
                throw new IOException("never");
            });
            harness.start();

            assertThatThrownBy(harness::runBatch).hasMessageContaining("3 attempts");
            assertThat(attempts).hasValue(3);
        }
    }

    @Nested
    class GivenThePolicySkip {
        @Test
        @SluiceTest(conf = "sluice.streaming.onBatchFailure=skip")
        void whenABatchFails_thenItIsCountedAndReportedAndTheNextRuns(StreamHarness harness) {
            ListenerRecorder heard = harness.listen();
            FedStream<Integer> numbers = harness.input();
            Output<Integer> seen = harness.collect(numbers.stream().map(n -> 10 / n));
            Output<Integer> others = harness.collect(numbers.stream());
            harness.start();

            numbers.feed(0);
            harness.runBatch();
            numbers.feed(5);
            harness.runBatch();

            assertThat(seen.all()).containsExactly(2);
            assertThat(others.all()).containsExactly(0, 5);
            assertThat(harness.streaming().batches().orElseThrow().termination().failuresSkipped())
                    .isEqualTo(1);
            assertThat(heard.events(StreamingListenerBatchCompleted.class)
                            .get(0)
                            .batchInfo()
                            .outputOperationInfos()
                            .get(0)
                            .failureReason())
                    .contains("/ by zero");
        }

        @Test
        @SluiceTest(conf = "sluice.streaming.onBatchFailure=skip")
        void whenABatchCannotBePlanned_thenTheNextRuns(StreamHarness harness) {
            AtomicInteger batches = new AtomicInteger();
            FedStream<Integer> numbers = harness.input();
            Output<Integer> seen = harness.collect(
                    numbers.stream().transform(rdd -> batches.incrementAndGet() == 1 ? (Rdd<Integer>) null : rdd));
            harness.start();

            numbers.feed(1);
            harness.runBatch();
            numbers.feed(2);
            harness.runBatch();

            assertThat(seen.all()).containsExactly(2);
        }
    }

    @Nested
    class GivenASettingThatIsNoPolicy {
        @Test
        void whenTheContextStarts_thenTheErrorSaysWhatIsAllowed() {
            try (StreamHarness harness = StreamHarness.builder()
                    .set("sluice.streaming.onBatchFailure", "ignore")
                    .build()) {
                harness.collect(harness.input().stream());

                assertThatThrownBy(harness::start)
                        .isInstanceOfSatisfying(
                                StreamException.class,
                                failure -> assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_SETTING))
                        .hasMessageContaining("stop, retry(n) or skip");
            }
        }
    }
}
